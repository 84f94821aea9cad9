"""What keeping an article comes to, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import attrs
import pytest

from archive import Archive, Article, Capture, Verdict
from tests.archives import TEXT, WIB, article, at, exchange

Captured = Callable[..., Capture]


def test_first_sight_is_new_and_the_second_the_same(archive: Archive, capture: Captured) -> None:
    """Keeping an article twice is keeping it once."""
    verdicts = [archive.keep(article(), capture=capture()) for _ in range(3)]

    assert verdicts == [Verdict.NEW, Verdict.SAME, Verdict.SAME]
    assert len(archive.versions("http://kota.example/a/")) == 1
    assert archive.search("ngrowo").total == 1


def test_the_same_capture_kept_twice_is_one_sighting(archive: Archive, capture: Captured) -> None:
    """After a crash the same capture is read again, and nothing is there twice."""
    page = capture()
    archive.keep(article(), capture=page)
    archive.keep(article(), capture=page)

    assert [one.id for one in archive.captures_of("http://kota.example/a/")] == [page.id]


def test_another_text_is_a_version(archive: Archive, capture: Captured) -> None:
    """A correction of one word makes a version, and searches find the new wording only."""
    archive.keep(article(), capture=capture())
    verdict = archive.keep(article(text=TEXT.replace("tiga", "empat")), capture=capture())

    assert verdict is Verdict.CHANGED
    assert [version.number for version in archive.versions("http://kota.example/a/")] == [1, 2]
    assert archive.article("http://kota.example/a/").versions == 2
    assert archive.search('"merendam tiga"').total == 0
    assert archive.search('"merendam empat"').total == 1


def test_a_changed_headline_is_a_version(archive: Archive, capture: Captured) -> None:
    """Silent headline edits are news about news."""
    archive.keep(article(), capture=capture())
    verdict = archive.keep(article(title="Kali Ngrowo Meluap, Lima Desa Terendam"), capture=capture())

    assert verdict is Verdict.CHANGED
    assert archive.search("lima").total == 1


def test_typography_and_white_space_make_no_version(archive: Archive, capture: Captured) -> None:
    """A theme that turns quotes curly changes nothing that anybody wrote."""
    archive.keep(article(title='Kata "siap"'), capture=capture())
    verdict = archive.keep(article(title="Kata “siap”", text=TEXT.replace("’", "'") + "\n"), capture=capture())

    assert verdict is Verdict.SAME


def test_other_facts_are_refreshed_in_place(archive: Archive, capture: Captured) -> None:
    """A later modification date and a new tag are facts of the same version."""
    archive.keep(article(), capture=capture())
    modified = datetime(2024, 6, 15, 7, tzinfo=WIB)
    verdict = archive.keep(article(modified_at=modified, tags=("banjir",), authors=("Rina",)), capture=capture())

    found = archive.article("http://kota.example/a/")
    assert verdict is Verdict.SAME
    assert (found.versions, found.article.modified_at, found.article.tags) == (1, modified, ("banjir",))
    assert archive.search("author:rina").total == 1
    assert archive.search("author:budi").total == 0


def test_going_back_to_an_earlier_wording_is_a_version(archive: Archive, capture: Captured) -> None:
    """A revert is something a newsroom did; the third version has the digest of the first."""
    other = article(text=TEXT.replace("tiga", "empat"))
    verdicts = [archive.keep(one, capture=capture()) for one in (article(), other, article(), article())]

    first, _, third = archive.versions("http://kota.example/a/")
    assert verdicts == [Verdict.NEW, Verdict.CHANGED, Verdict.CHANGED, Verdict.SAME]
    assert first.text_digest == third.text_digest


def test_an_article_that_moved_stays_one_article(archive: Archive, capture: Captured) -> None:
    """The site's own number holds an article together when its URL changes; the old URL stays an address of it."""
    archive.keep(article(external_id="wp:7"), capture=capture())
    before = archive.article("http://kota.example/a/")
    verdict = archive.keep(
        article("http://kota.example/b/", external_id="wp:7"), capture=capture("http://kota.example/b/")
    )

    after = archive.article("http://kota.example/a/")
    assert verdict is Verdict.SAME
    assert (after.id, after.article.url) == (before.id, "http://kota.example/b/")
    assert archive.addresses(after.id) == ["http://kota.example/a/", "http://kota.example/b/"]
    assert archive.search("ngrowo").total == 1


def test_an_old_address_does_not_become_the_current_one_again(archive: Archive, capture: Captured) -> None:
    """Where both addresses answer, the article does not hop between them."""
    for url in ("http://kota.example/a/", "http://kota.example/b/", "http://kota.example/a/"):
        archive.keep(article(url, external_id="wp:7"), capture=capture(url))

    assert archive.article("http://kota.example/a/").article.url == "http://kota.example/b/"


def test_another_number_behind_a_redirect_is_another_article(archive: Archive, capture: Captured) -> None:
    """A post taken down, whose URL the site now leads to another post: that one is no new version of it."""
    first, second = "http://kota.example/a/", "http://kota.example/b/"
    archive.keep(article(first, external_id="wp:1"), capture=capture(first))

    verdict = archive.keep(
        article(second, external_id="wp:2", title="Panen Raya", text="Panen raya di desa lain."),
        capture=capture(second),
        aliases=(first,),
    )

    assert verdict is Verdict.NEW
    assert [version.title for version in archive.versions(first)] == [article().title]
    assert archive.article(second).article.external_id == "wp:2"


def test_aliases_lead_to_the_article(archive: Archive, capture: Captured) -> None:
    """A short address that redirected is an address of the article, and keeping it there is the same article."""
    archive.keep(article(), capture=capture(), aliases=("http://kota.example/?p=7",))
    verdict = archive.keep(article("http://kota.example/?p=7"), capture=capture())

    assert verdict is Verdict.SAME
    assert archive.article("http://kota.example/?p=7").article.url == "http://kota.example/a/"


def test_an_alias_of_another_article_stays_with_that(archive: Archive, capture: Captured) -> None:
    """A wrong alias joins no two articles."""
    archive.keep(article("http://kota.example/a/", external_id="wp:1"), capture=capture())
    archive.keep(article("http://kota.example/b/", external_id="wp:2", text="Lain."), capture=capture())
    archive.keep(
        article("http://kota.example/b/", external_id="wp:2", text="Lain."),
        capture=capture(),
        aliases=("http://kota.example/a/",),
    )

    assert archive.article("http://kota.example/a/").article.external_id == "wp:1"


def test_the_same_text_elsewhere_is_a_copy(archive: Archive, capture: Captured) -> None:
    """A press release on two sites is one cluster, named after the article that was there first."""
    archive.keep(article(), capture=capture())
    verdict = archive.keep(
        article("http://desa.example/x"), capture=capture("http://desa.example/x", site="desa.example")
    )

    first, copy = archive.article("http://kota.example/a/"), archive.article("http://desa.example/x")
    assert verdict is Verdict.COPY
    assert first.cluster == copy.cluster == first.id


def test_nearly_the_same_text_is_a_copy(archive: Archive, capture: Captured) -> None:
    """Agency copy with a new first sentence is found too."""
    archive.keep(article(), capture=capture())
    verdict = archive.keep(article("http://kota.example/b/", text="Banjir lagi. " + TEXT), capture=capture())

    assert verdict is Verdict.COPY


def test_short_texts_are_no_copies_of_each_other(archive: Archive, capture: Captured) -> None:
    """Two photo pages without a text are two articles."""
    archive.keep(article(text=""), capture=capture())
    verdict = archive.keep(article("http://kota.example/b/", text=""), capture=capture())

    assert verdict is Verdict.NEW


def test_a_copy_that_is_rewritten_leaves_its_cluster(archive: Archive, capture: Captured) -> None:
    """Clusters follow the current texts."""
    archive.keep(article(), capture=capture())
    archive.keep(article("http://kota.example/b/"), capture=capture())
    archive.keep(
        article("http://kota.example/b/", text="Tim futsal SMA Boyolangu menang telak kemarin. " * 9), capture=capture()
    )

    assert archive.article("http://kota.example/b/").cluster is None
    assert archive.article("http://kota.example/a/").cluster is not None


def test_a_better_reader_makes_no_version(archive: Archive, capture: Captured) -> None:
    """When the old capture read by the new reader says the same, only the reading changed."""
    archive.keep(article(text=TEXT + "\n\nBaca juga: Resep pecel", extractor="reader/1"), capture=capture())
    better = article(extractor="reader/2")
    asked: list[int] = []

    def reread(page: Capture) -> Article:
        asked.append(page.id)
        return better

    verdict = archive.keep(better, capture=capture(), reread=reread)

    assert verdict is Verdict.SAME
    assert asked == [1]
    [version] = archive.versions("http://kota.example/a/")
    assert (version.text, version.extractor) == (TEXT, "reader/2")
    assert archive.search("pecel").total == 0


def test_a_better_reader_and_a_changed_page_make_one_version(archive: Archive, capture: Captured) -> None:
    """The earlier version is then compared and stored as the new reader reads it."""
    archive.keep(article(text=TEXT + "\n\nBaca juga: Resep pecel", extractor="reader/1"), capture=capture())
    verdict = archive.keep(
        article(text=TEXT.replace("tiga", "empat"), extractor="reader/2"),
        capture=capture(),
        reread=lambda _: article(extractor="reader/2"),
    )

    assert verdict is Verdict.CHANGED
    assert [version.text for version in archive.versions("http://kota.example/a/")] == [
        TEXT,
        TEXT.replace("tiga", "empat"),
    ]


def test_the_same_reader_is_not_asked_twice(archive: Archive, capture: Captured) -> None:
    """Reading again is dear and is done only when the reader differs."""

    def reread(_: Capture) -> Article:
        pytest.fail("asked")

    archive.keep(article(), capture=capture())
    assert archive.keep(article(text="Lain."), capture=capture(), reread=reread) is Verdict.CHANGED


def test_a_reading_can_be_replaced(archive: Archive, capture: Captured) -> None:
    """What is learned later improves an earlier version without making a new one."""
    archive.keep(article(text=TEXT + " IKLAN"), capture=capture())
    identity = archive.article("http://kota.example/a/").id

    assert archive.update_reading(identity, 1, article(published_at=datetime(2020, 1, 2, tzinfo=WIB)))
    assert not archive.update_reading(identity, 2, article())
    assert archive.search("iklan").total == 0
    assert archive.search("ngrowo since:2020 until:2020").total == 1
    assert archive.article(identity).versions == 1


def test_parts_are_captures_of_the_article(archive: Archive, capture: Captured) -> None:
    """An article in three pages names all three."""
    pages = [capture(f"http://kota.example/a/?page={number}") for number in (1, 2, 3)]
    archive.keep(article(), capture=pages[0], parts=pages[1:])

    assert [page.url for page in archive.captures_of("http://kota.example/a/")] == [page.url for page in pages]


def test_a_page_that_was_not_modified_is_seen_again(archive: Archive, capture: Captured) -> None:
    """A 304 moves the last sight of the article forward and makes nothing else."""
    archive.keep(article(), capture=capture(body=b"text"))
    again = archive.write(exchange("http://kota.example/a/", b"", status="304 Not Modified", minute=99))

    assert again.is_revisit
    assert archive.seen_again(again) == 1
    assert archive.article("http://kota.example/a/").last_seen_at == at(99)
    assert archive.seen_again(capture("http://kota.example/other")) == 0


def test_a_gone_article_stays_and_can_come_back(archive: Archive, capture: Captured) -> None:
    """What a site deleted is what an archive is for."""
    archive.keep(article(), capture=capture())
    archive.mark_gone("kota.example", "http://kota.example/a/", at(5))
    gone = archive.article("http://kota.example/a/").is_gone
    archive.keep(article(), capture=capture())

    assert gone
    assert not archive.article("http://kota.example/a/").is_gone


def test_the_id_is_that_of_the_first_address(archive: Archive, capture: Captured) -> None:
    """Ids can be computed by anybody and are the same after a rebuild."""
    import hashlib

    archive.keep(article(), capture=capture())

    expected = hashlib.sha256(b"kota.example\nhttp://kota.example/a/").hexdigest()[:16]
    assert archive.article("http://kota.example/a/").id == expected


@pytest.mark.parametrize("hostile", ["nul \0 in it", "half \ud83d a pair", "x" * 5_000, "\u0002mark\u0003"])
def test_hostile_strings_are_kept(archive: Archive, capture: Captured, hostile: str) -> None:
    """Nothing a page says stops a crawl: NUL, lone surrogates, endless addresses."""
    page = capture()
    url = f"http://kota.example/{hostile}"
    verdict = archive.keep(article(url, title=hostile, tags=(hostile,), external_id=hostile), capture=page)
    again = archive.keep(article(url, title=hostile, tags=(hostile,), external_id=hostile), capture=page)

    assert (verdict, again) == (Verdict.NEW, Verdict.SAME)
    assert archive.search("ngrowo").total == 1


def test_dates_beyond_any_calendar_are_no_dates(archive: Archive, capture: Captured) -> None:
    """Year 1 with an offset would overflow; the page has no date then."""
    archive.keep(article(published_at=datetime(1, 1, 1, tzinfo=WIB)), capture=capture())

    assert archive.article("http://kota.example/a/").article.published_at is None


def test_everything_read_comes_back(archive: Archive, capture: Captured) -> None:
    """Every field of an article is stored and returned as it was."""
    from archive import Credit, Passage, PassageKind

    full = article(
        passages=(
            Passage(kind=PassageKind.HEADING, text="Banjir", level=2),
            Passage(kind=PassageKind.EMBED, text="", url="https://v.example/1"),
        ),
        credits=(Credit(name="Tono", role="editor"),),
        modified_at=datetime(2024, 6, 15, 1, 2, 3, 456789, tzinfo=WIB),
        modified_raw="15/6",
        image_url="http://kota.example/a.jpg",
        agency="ANTARA",
        sources={"title": "json-ld"},
        confidence={"title": 0.9},
        external_id="wp:9",
    )
    archive.keep(full, capture=capture())

    assert archive.current_reading("http://kota.example/a/", site="kota.example") == full
    assert archive.current_reading("http://kota.example/a/") == full
    assert archive.find_article("kota.example", "http://kota.example/a/").article == full
    assert attrs.asdict(archive.article(full.url))["versions"] == 1


def test_a_failed_keep_leaves_nothing_behind(archive: Archive, capture: Captured) -> None:
    """An article is kept whole or not at all, and what was kept before stays."""
    archive.keep(article(), capture=capture())

    def broken(_: Capture) -> Article:
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError):
        archive.keep(
            article("http://kota.example/a/", text="Lain.", extractor="reader/2"), capture=capture(), reread=broken
        )
    assert archive.search("ngrowo").total == 1
    assert len(archive.versions("http://kota.example/a/")) == 1
