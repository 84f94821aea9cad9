"""A reader's query: what it means, and what is said of one that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import QueryError
from archive.database import AllOf, AnyOf, Filters, Phrase
from archive.search import HIT_BEGINS, HIT_ENDS, parse, question, snippet
from archive.words import fold, spans, words


def test_words_stand_beside_each_other() -> None:
    """Words without a sign between them must all be there, folded."""
    assert parse("Banjir JUM'AT").words == AllOf((Phrase(("banjir",)), Phrase(("jumat",))))


def test_or_binds_closer_than_the_blank() -> None:
    """``a b OR c d`` is a, and b or c, and d, as in the search engines people know."""
    found = parse("a b OR c OR d e").words

    assert found == AllOf((Phrase(("a",)), AnyOf((Phrase(("b",)), Phrase(("c",)), Phrase(("d",)))), Phrase(("e",))))


def test_phrases_prefixes_and_exclusions() -> None:
    """Quoted words stay together; a star ends a beginning; a minus excludes either."""
    found = parse('"rapat paripurna" pemerin* -bola -"liga satu"').words

    assert found == AllOf(
        (Phrase(("rapat", "paripurna")), Phrase(("pemerin",), is_prefix=True)),
        (Phrase(("bola",)), Phrase(("liga", "satu"))),
    )


def test_a_word_with_signs_inside_is_a_phrase() -> None:
    """``covid-19`` is found where the two parts stand together, however they were joined."""
    assert parse("covid-19").words == AllOf((Phrase(("covid", "19")),))


def test_filters_stand_in_the_query() -> None:
    """Sites, days and authors are read out of the words."""
    found = parse('banjir site:DNUSA.id since:2024-06 until:2024 author:"Budi Santoso"')

    assert found.filters == Filters(
        sites=("dnusa.id",),
        authors=(("budi", "santoso"),),
        first_day=date(2024, 6, 1),
        last_day=date(2024, 12, 31),
    )


def test_until_ends_with_the_month() -> None:
    """``until:2024-02`` includes the leap day."""
    assert parse("until:2024-02").filters.last_day == date(2024, 2, 29)


def test_filters_beside_the_query_narrow_it() -> None:
    """Both a filter in the query and one beside it must hold."""
    asked = question(
        "x since:2024 site:a.id site:b.id", site=["b.id", "c.id"], since=date(2023, 1, 1), until=date(2025, 1, 1)
    )

    assert asked.filters.sites == ("b.id",)
    assert (asked.filters.first_day, asked.filters.last_day) == (date(2024, 1, 1), date(2025, 1, 1))


def test_an_empty_query_asks_for_everything() -> None:
    """Filters alone list articles."""
    assert question("").words is None


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('"rapat', "quotation mark is not closed"),
        ("banjir OR", "OR stands at the end"),
        ("OR banjir", "OR stands without a word"),
        ("a OR OR b", "OR stands without a word"),
        ("a OR -b", "cannot join a word that is excluded"),
        ("-a", "only excludes"),
        ("...", "holds no word"),
        ("a*", "too short a beginning"),
        ("site: x", "site: needs a value"),
        ('site:""', "site: needs a value"),
        ("author:...", "author: needs a name"),
        ("since:kemarin", "is no day"),
        ("since:2024-13", "is no day"),
        ("until:2024-02-30", "is no day"),
        ("since:0000", "is no day"),
        ("-site:a.id b", "only words can be excluded"),
        ("x" * 1_001, "longer than 1000 characters"),
        ("x " * 41, "more than 40 terms"),
    ],
)
def test_a_query_that_cannot_be_read_says_why(query: str, says: str) -> None:
    """One clear line says what to mend."""
    with pytest.raises(QueryError, match=says) as caught:
        parse(query)

    assert "\n" not in str(caught.value)


@given(st.text(max_size=200))
def test_any_text_is_a_query_or_an_error_of_ours(query: str) -> None:
    """Nothing a person types ends in a traceback."""
    message = ""
    try:
        parse(query)
    except QueryError as error:
        message = str(error)

    assert "\n" not in message


def test_the_snippet_marks_what_was_found() -> None:
    """Hits stand between U+0002 and U+0003, whole phrases as one, accents and apostrophes and all."""
    found = snippet("Pada Jum’at malam rapat paripurna ditunda.", [Phrase(("jumat",)), Phrase(("rapat", "paripurna"))])

    assert found == "Pada \2Jum’at\3 malam \2rapat paripurna\3 ditunda."


def test_the_snippet_is_where_most_was_found() -> None:
    """Of a long text the part with most different hits is shown, cut at words."""
    text = "banjir awal " + "kata " * 200 + "lalu banjir besar melanda desa " + "lagi " * 200

    found = snippet(text, [Phrase(("banjir",)), Phrase(("desa",))])

    assert "\2banjir\3 besar melanda \2desa\3" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < 300


def test_prefixes_are_marked_whole() -> None:
    """A beginning marks the word it begins."""
    assert snippet("Pemerintah", [Phrase(("pemerin",), is_prefix=True)]) == "\2Pemerintah\3"


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_snippets_are_bounded_and_balanced(text: str, asked: list[str]) -> None:
    """Whatever stands in a text, a snippet is one short line with every mark closed."""
    phrases = [Phrase(found) for one in asked if (found := tuple(words(one)))]
    found = snippet(text, phrases)

    assert "\n" not in found
    assert found.count(HIT_BEGINS) == found.count(HIT_ENDS)
    assert found.replace(HIT_BEGINS, "").count(HIT_ENDS) == found.count(HIT_ENDS)


@given(st.text())
def test_words_are_those_of_the_spans(text: str) -> None:
    """What is indexed and what is marked in a text are the same words."""
    assert words(text) == [word for _, _, found in spans(text) for word in found]


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    """A word of the index is itself: folded again it does not change."""
    for word in words(text):
        assert "".join(fold(word))[:64] == word


@given(st.text())
def test_words_hold_nothing_an_index_could_split_or_run(text: str) -> None:
    """No blank, quote, backslash or operator reaches the query languages of the databases."""
    for word in words(text):
        assert word
        assert not set(word) & set(" \t\n\r\0'\"\\:*&|!()<>-+^,;·")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jum'at", "JUM’AT"),
        ("Jum'at", "jumat"),
        ("Réunion", "reunion"),
        ("ﬁsika", "fisika"),
        ("STRASSE", "straße"),
        ("Qur`an", "Quran"),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    """Case, accents, apostrophes and ligatures do not hide a word."""
    assert words(one) == words(other)


def test_endless_words_cost_no_memory() -> None:
    """A page that is one word of a million letters, again and again, is cut and not remembered."""
    from archive import words as module

    before = len(module._folded)

    assert words("x" * 1_000_000 + " " + "é" * 1_000_000) == ["x" * 64, "e" * 64]
    assert len(module._folded) == before


def test_scripts_of_the_archipelago_stay_words() -> None:
    """Vowel signs belong to the word in Javanese, Balinese and Thai; CJK signs are words of their own."""
    assert len(words("ꦲꦏ꧀ꦱꦫꦗꦮ")) == 1
    assert len(words("ภาษาไทย")) == 1
    assert words("東京") == ["東", "京"]
