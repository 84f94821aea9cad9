"""What is behind a URL, by its shape and by what the site proved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnusa_crawler.discovery import Kind, Scope, Shapes, classify, page_key, tidy

SCOPE = Scope(home="https://www.koran.example/", hosts=("jatim.koran.example",))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/", Kind.ARTICLE),
        ("https://koran.example/2024/06/14/halo/", Kind.ARTICLE),
        ("https://koran.example/2024/06/jembatan.html", Kind.ARTICLE),
        ("https://koran.example/read/123456/jembatan-ambruk-di-desa", Kind.ARTICLE),
        ("https://koran.example/berita/123456/jembatan", Kind.ARTICLE),
        ("https://koran.example/jembatan-ambruk-warga-memutar-jauh", Kind.ARTICLE),
        ("https://koran.example/index.php?id=123", Kind.ARTICLE),
        ("https://koran.example/?p=123", Kind.ARTICLE),
        ("https://koran.example/berita.php?id=77&judul=jembatan-ambruk", Kind.ARTICLE),
        ("http://jatim.koran.example/a-b-c-d-e", Kind.ARTICLE),
        ("https://koran.example/", Kind.HOME),
        ("https://koran.example/?page=2", Kind.LISTING),
        ("https://koran.example/?halaman=2", Kind.LISTING),
        ("https://koran.example/berita.php?p=2", Kind.LISTING),
        ("https://koran.example/page/2/", Kind.LISTING),
        ("https://koran.example/category/ekonomi-dan-bisnis-daerah/", Kind.LISTING),
        ("https://koran.example/tag/banjir-bandang-di-kota/", Kind.LISTING),
        ("https://koran.example/author/siti-aminah-binti-ahmad/", Kind.LISTING),
        ("https://koran.example/penulis/siti", Kind.LISTING),
        ("https://koran.example/2024/06/", Kind.LISTING),
        ("https://koran.example/2024/06/14/", Kind.LISTING),
        ("https://koran.example/indeks/", Kind.LISTING),
        ("https://koran.example/ekonomi", Kind.LISTING),
        ("https://koran.example/feed/", Kind.FEED),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/feed/", Kind.FEED),
        ("https://koran.example/?feed=rss2", Kind.FEED),
        ("https://koran.example/sitemap_index.xml", Kind.SITEMAP),
        ("https://koran.example/post-sitemap.xml.gz", Kind.SITEMAP),
        ("https://koran.example/redaksi/", Kind.STATIC),
        ("https://koran.example/pedoman-media-siber", Kind.STATIC),
        ("https://koran.example/p/tentang-kami.html", Kind.STATIC),
        ("https://koran.example/wp-content/uploads/foto.jpg", Kind.ASSET),
        ("https://koran.example/berkas/laporan-tahunan-desa-2024.pdf", Kind.ASSET),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/amp/", Kind.ALTERNATE),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/?amp=1", Kind.ALTERNATE),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/comment-page-1/", Kind.ALTERNATE),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/attachment/foto-satu/", Kind.ALTERNATE),
        ("https://koran.example/?attachment_id=12", Kind.ALTERNATE),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/?share=facebook", Kind.ACTION),
        ("https://koran.example/2024/06/14/jembatan-ambruk-di-desa/?replytocom=3", Kind.ACTION),
        ("https://koran.example/?s=banjir", Kind.ACTION),
        ("https://koran.example/search?q=banjir", Kind.ACTION),
        ("https://koran.example/wp-login.php", Kind.ACTION),
        ("https://koran.example/wp-admin/post.php", Kind.ACTION),
        ("https://koran.example/agenda/2024/06/", Kind.CALENDAR),
        ("https://koran.example/kalender/2031-05/", Kind.CALENDAR),
        ("https://other.example/2024/06/14/jembatan-ambruk-di-desa/", Kind.OUTSIDE),
        ("https://www.koran.example:8443/2024/06/14/jembatan-ambruk-di-desa/", Kind.OUTSIDE),
        ("https://koran.example/a/b/a/b/a/b/", Kind.TRAP),
        ("https://koran.example/x/x/x/", Kind.TRAP),
        ("https://koran.example/" + "d/" * 15 + "jembatan-ambruk-di-desa", Kind.TRAP),
        ("https://koran.example/?" + "&".join(f"f{n}=1" for n in range(50)), Kind.TRAP),
    ],
)
def test_the_usual_addresses(url: str, kind: Kind) -> None:
    """Addresses as WordPress, Blogger, hand-made and Indonesian sites have them."""
    assert classify(url, scope=SCOPE).kind is kind


def test_proven_articles_teach_the_shape_of_others() -> None:
    """A site whose articles are one word deep proves it by its feed; pages of another shape stay what they were."""
    shapes = Shapes()
    shapes.learn_all(f"https://koran.example/kabar-x{n}" for n in range(30))

    assert classify("https://koran.example/kabar-x99", scope=SCOPE).kind is not Kind.ARTICLE
    assert classify("https://koran.example/kabar-x99", scope=SCOPE, shapes=shapes).kind is Kind.ARTICLE
    assert classify("https://koran.example/redaksi", scope=SCOPE, shapes=shapes).kind is Kind.STATIC


def test_what_is_learned_is_bounded() -> None:
    """A million shapes do not fill the memory."""
    shapes = Shapes()
    for number in range(5000):
        shapes.learn("https://koran.example/" + "/".join("a" if number >> bit & 1 else "1" for bit in range(12)))

    assert len(shapes._articles) <= Shapes.LARGEST


def test_a_person_overrules() -> None:
    """The site file's own patterns come before every guess."""
    scope = Scope(home="https://koran.example/", article=(r"/redaksi/\d+$",), exclude=("/iklan/",))

    assert classify("https://koran.example/redaksi/12", scope=scope).kind is Kind.ARTICLE
    assert classify("https://koran.example/iklan/jembatan-ambruk-di-desa-x", scope=scope).kind is Kind.ACTION


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("//koran.example/a", "https://koran.example/a"),
        ("a?PHPSESSID=0af&x=1", "https://koran.example/dir/a?x=1"),
        ("/a;jsessionid=0AF?x=1", "https://koran.example/a?x=1"),
        ("#top", "https://koran.example/dir/"),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("http://[::1", None),
        ("https://koran.example:port/", None),
        ("https://koran.example/" + "a" * 3000, None),
    ],
)
def test_tidy(url: str, expected: str | None) -> None:
    """Absolute, without fragment and session number, or nothing."""
    assert tidy(url, base="https://koran.example/dir/") == expected


def test_one_page_has_one_key() -> None:
    """www, scheme, closing slash, order of the query and tracking parameters make no difference; the port does."""
    same = {
        page_key(url)
        for url in (
            "http://koran.example/a",
            "https://www.koran.example/a/",
            "https://KORAN.example/a?utm_source=x",
            "https://koran.example:443/a#b",
        )
    }

    assert len(same) == 1
    assert page_key("https://koran.example:8443/a") not in same


def test_the_home_spelling_is_preferred() -> None:
    """A link that differs from the home page by www or scheme is fetched as the home page is; other hosts stay."""
    assert SCOPE.preferred("http://koran.example/a?b=1") == "https://www.koran.example/a?b=1"
    assert SCOPE.preferred("http://jatim.koran.example/a") == "http://jatim.koran.example/a"


@given(st.text(max_size=200))
def test_no_text_breaks_the_judgement(text: str) -> None:
    """Whatever stands in an href, it is refused or classified, never an exception."""
    url = tidy(text, base="https://koran.example/")
    if url is not None:
        assert classify(url, scope=SCOPE).kind in Kind
        assert tidy(url) == url
