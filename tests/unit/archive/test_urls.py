"""URLs as identity: one form each, and the same one when it is asked again."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.urls import canonical_url, surt_key

with warnings.catch_warnings():
    # The library's own regular expressions have unknown escapes.
    warnings.simplefilter("ignore")
    import surt


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("HTTP://EXAMPLE.org", "http://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org:/", "http://example.org/"),
        ("http://user:secret@example.org/x", "http://example.org/x"),
        ("http://example.org./x", "http://example.org/x"),
        ("http://example.org/%7euser/%c3%a9", "http://example.org/~user/%C3%A9"),
        ("http://example.org/é ü", "http://example.org/%C3%A9%20%C3%BC"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/a%2Fb", "http://example.org/a%2Fb"),
        ("http://example.org//2024///06/x", "http://example.org/2024/06/x"),
        ("http://example.org/web/2024/http://a.example/b", "http://example.org/web/2024/http://a.example/b"),
        ("http://example.org/a/./b/../c/..", "http://example.org/a/"),
        ("http://example.org/../../a", "http://example.org/a"),
        ("http://example.org/%2e%2e/a", "http://example.org/a"),
        ("http://example.org\\a\\b?c\\d", "http://example.org/a/b?c%5Cd"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://XN--BCHER-KVA.example/", "http://xn--bcher-kva.example/"),
        ("http://ｅｘａｍｐｌｅ.org/", "http://example.org/"),
        ("http://[2001:DB8:0::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("  http://example.org/a\nb\t ", "http://example.org/ab"),
        ("http://example.org/?", "http://example.org/"),
        ("http://example.org/?b=2&&a=1&", "http://example.org/?a=1&b=2"),
        ("http://example.org/?q=a%20b&r=a+b", "http://example.org/?q=a+b&r=a+b"),
        ("http://example.org/?q=a%26b", "http://example.org/?q=a%26b"),
        ("http://example.org/?123", "http://example.org/?123"),
        ("http://example.org/?utm_source=a&utm_medium=b&fbclid=c&id=1&UTM_Campaign=d", "http://example.org/?id=1"),
        ("http://example.org/?p=1#lebih", "http://example.org/?p=1"),
        ("http://example.org/?page=2&halaman=3", "http://example.org/?halaman=3&page=2"),
    ],
)
def test_canonical_form(given_url: str, expected: str) -> None:
    """Spellings of one thing become one form, and nothing else does."""
    assert canonical_url(given_url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    "different",
    [
        ("http://a.example/x", "http://a.example/x/"),
        ("http://a.example/x", "http://a.example/X"),
        ("http://a.example/x", "https://a.example/x"),
        ("http://a.example/x", "http://www.a.example/x"),
        ("http://a.example/?p=1", "http://a.example/?p=2"),
        ("http://a.example/a%2Fb", "http://a.example/a/b"),
        ("http://a.example/?a", "http://a.example/?a="),
    ],
)
def test_what_servers_tell_apart_stays_apart(different: tuple[str, str]) -> None:
    """A slash, case, scheme, host and real parameters are identity."""
    one, other = map(canonical_url, different)

    assert one != other


@pytest.mark.parametrize(
    "wrong",
    [
        "", "mailto:a@b.example", "/relative", "//host/path", "http://", "http:///x", "javascript:alert(1)", "http://a b/",
        "http://exa<mple/", "http://[::1", "http://[zz]/", "http://a:99999/", "http://a:b/", "ftp://a/x", "http://%00/",
        "http://" + "a" * 300 + ".example/", "http://a.example/" + "x" * 20_000, "http://xn--\udc80.example/", "http://./",
    ],
)  # fmt: skip
def test_what_is_no_url_is_refused(wrong: str) -> None:
    """Never an address that only looks like one."""
    with pytest.raises(ValueError):
        canonical_url(wrong)


_URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}/{}?{}#{}".format,
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(["a.example", "B.Example.", "u:p@ü.example", "[::1]", "1.2.3.4"]),
        st.sampled_from(["", ":80", ":443", ":8080"]),
        st.text(alphabet=st.sampled_from("ab/.%2eEfF~é\\ &;=:\ud800"), max_size=25),
        st.text(alphabet=st.sampled_from("utm_a=&;%20+é2?/#"), max_size=25),
        st.text(max_size=3),
    ),
)


@given(_URLS)
def test_canonical_form_is_stable(url: str) -> None:
    """The canonical form of a canonical form is itself, whatever came in; what is no URL raises ValueError only."""
    try:
        once = canonical_url(url)
    except ValueError:
        return

    assert canonical_url(once) == once
    assert once.isascii()
    assert surt_key(once).isascii()
    assert not set(once) & set(" \t\r\n")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dNusa.id/2024/06/Berita?b=2&a=1", "http://a.com/b/", "http://a.com", "http://a.com:8080/x",
        "https://a.com:443/x//y/", "http://a.com/x?", "http://a.com/x?utm_source=1&a=2", "http://a.com/%7Efoo/%c3%a9 x",
        "http://a.com/é?q=é", "http://www2.a.com./x", "http://a.com/x?a=b+c%20d", "http://a.com/a/../b/./c",
        "http://a.com/x?a=2&a=1&A=0", "http://xn--bcher-kva.example/", "http://a.com/x#frag", "http://a.com/a%2Fb%25",
        "http://bücher.example/", "http://a.com/?p=123", "http://1.2.3.4/a", "http://127.0.0.1:8080/feed/",
    ],
)  # fmt: skip
def test_surt_is_that_of_the_surt_library(url: str) -> None:
    """Our index lines sort and are found as those of other tools."""
    assert surt_key(url) == surt.surt(url)
