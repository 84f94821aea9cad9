"""Where: the dateline at the beginning of the body, its place and its agency.

``Tulungagung, (dNusa.id) –``, ``TRIBUNNEWS.COM, JAKARTA -``, ``Jakarta (ANTARA) -``, ``Liputan6.com, Jakarta``, ``LONDON (Reuters) - ``,
``PARIS — ``, ``BERLIN, 3. Mai (dpa) – ``. What is no dateline gives nothing: a place needs a sign that it is one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import attrs

from .names import letters
from .names_words import words
from .places_words import is_known

#: A dateline stands within the first characters.
MAX_HEAD_CHARS: Final = 140
_MAX_PLACE_WORDS: Final = 5


@attrs.frozen(kw_only=True)
class Dateline:
    """What stands before the first sentence."""

    #: e.g. ``Tulungagung``; None when only an agency stands there.
    place: str | None
    #: e.g. ``ANTARA``, ``dNusa.id``; None when only a place stands there.
    agency: str | None
    #: The dateline as written, with its dash.
    text: str
    #: The date in it as written, e.g. ``3. Mai``.
    date_text: str | None = None
    confidence: float = 0.8


_WORD: Final = r"[^\W\d_a-z](?:[^\W\d_]|['’.\-])*"
_SMALL: Final = (
    r"(?:de|del|la|las|los|am|an|der|die|im|sur|sous|en|le|upon|on|of|di|da|do|dos|van|al|el|bei|in|ob|and|dan)"
)
_PLACE: Final = rf"{_WORD}(?:\s(?:{_SMALL}\s)?{_WORD}){{0,3}}"
_DOMAIN: Final = r"[A-Za-z0-9][\w\-]{1,30}(?:\.[A-Za-z]{2,10}){1,2}"
_AGENCY: Final = rf"(?:{_DOMAIN}|{_WORD}(?:[\s/]{_WORD}){{0,3}}|[a-z]{{2,4}}(?:/[a-z]{{2,4}})?)"
_DASH: Final = r"\s*(?:--?|–|—|―|−|:(?=\s))\s*"
_DATE: Final = (
    r"(?P<date>[^\W\d_]{0,9}\.?\s?\d{1,2}\.?(?:[\s/.\-]{1,2}(?:[^\W\d_]{3,12}\.?|\d{1,2}))?(?:[\s/.\-,]{1,2}\d{2,4})?)"
)
_BETWEEN: Final = r"[\s,.;|/·]{1,3}"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the forms of datelines, the most telling first."""
    region = rf"(?:,\s(?P<region>{_WORD}(?:\s{_WORD}){{0,2}}))?"
    # What stands between a place and the paper behind it: a comma, a bar, slashes, a dash.
    gap = r"(?:[,.]\s?|\s?[|/•]{1,2}\s?|\s?[-–—]{1,2}\s)"
    name = rf"(?:{_WORD}|[a-z]{{1,6}}[A-Z][\w.]{{1,20}}|{_DOMAIN})"
    forms = (
        # TRIBUNNEWS.COM, JAKARTA - / KOMPAS.com, Bogor – / (dNusa.id), Blitar – / dNusa.id | Blitar –
        ("paper place", rf"[(\[]?(?P<agency>{_DOMAIN})[)\]]?(?:{_BETWEEN}|\s\()(?P<place>{_PLACE})\)?{_DASH}"),
        # Liputan6.com, Jakarta Pemerintah …: no dash, the next sentence follows
        ("paper place bare", rf"(?P<agency>{_DOMAIN}),\s(?P<place>{_WORD})\s(?=[^\W\d_a-z])"),
        # Beranda Jatim, Malang – / Titik Temu.id | Blitar - / KBRN, Malang: / dNusa.id – Blitar –
        (
            "name, place",
            rf"[(\[]?(?P<name>{name}(?:\s{name}){{0,3}})[)\]]?(?:{gap}|:\s)(?P<place>{_PLACE})(?:,\s{_PLACE})?{_DASH}",
        ),
        # KOMPAS.com -
        ("paper", rf"(?P<agency>{_DOMAIN}){_DASH}"),
        # Tulungagung, (dNusa.id) – / Jakarta (ANTARA) - / LONDON, June 3 (Reuters) - / BERLIN, 3. Mai (dpa) –
        (
            "place (agency)",
            rf"(?P<place>{_PLACE}){region}{_BETWEEN}?(?:{_DATE}[\s,]*)?[\s,]*[(\[]\s*(?P<agency>{_AGENCY})\s*[)\]]{_DASH}",
        ),
        # Tulungagung (dNusa.id) Pj Bupati …: no dash, but a paper's address in brackets
        ("place (paper)", rf"(?P<place>{_PLACE}){_BETWEEN}?[(\[]\s*(?P<agency>{_DOMAIN})\s*[)\]]\s(?=[^\W\d_a-z])"),
        # TULUNGAGUNG, KabarAlun.test – / Jakarta, CNN Indonesia – / [BLITAR | KabarAlun.test] –
        (
            "place, paper",
            rf"[(\[]?(?P<place>{_PLACE}){gap}(?P<agency>{_DOMAIN}|CNN\sIndonesia|CNBC\sIndonesia)[)\]]?{_DASH}",
        ),
        # Berlin (dpa/tmn)
        (
            "place (dpa)",
            rf"(?P<place>{_PLACE})\s?\((?P<agency>(?:d?apd?|dpa|afp|ap|rtr|kna|epd|sid|ots|lsw|ANSA|AFP|AP|APA|Reuters|ANTARA|EFE)(?:[/\-]\w{{2,10}})*)\)\s*",
        ),
        # JAKARTA, 14 Juni 2024 – / Kediri (14/6/2024) –
        # Blitar, Jumat (14/6/2024) –
        (
            "place, date",
            rf"(?P<place>{_PLACE}){region}(?:,\s|\s?\((?=[^)]{{3,30}}\)))(?:[^\W\d_]{{4,7}},?\s(?=\())?\(?{_DATE}\)?{_DASH}",
        ),
        # Kediri, KabarAlun – / BLITAR | KabarAlun –: a paper without an address, known by its name
        ("place, name", rf"(?P<place>{_PLACE}){gap}(?P<name>{_WORD}(?:\s{_WORD}){{0,4}})(?:{_DASH}|\s\|\s)"),
        # PARIS — / JAKARTA –
        ("place -", rf"(?P<place>{_PLACE}){region},?{_DASH}"),
        # JAKARTA, Pemerintah …: capitals alone tell it
        ("PLACE,", r"(?P<place>[^\W\d_a-z]{3,}(?:[\s\-][^\W\d_a-z]{3,}){0,2}),\s(?=[^\W\d_a-z][^\W\d_A-Z])"),
        # [Blitar] – / BLITAR || Polisi … / Blitar, dNusa.id Polisi …: known places only
        (
            "known",
            rf"[(\[]?(?P<place>{_PLACE})[)\]]?(?:{_DASH}|\s?\|{{1,2}}\s?|,\s(?P<agency>{_DOMAIN})\s(?=[^\W\d_a-z]))",
        ),
    )
    return tuple((name, re.compile(rf"^[\s\"“'*>]*{pattern}")) for name, pattern in forms)


#: Words that begin sentences or labels and are never a place before a dash.
_NOT_PLACES: Final = words(
    """
    essay interview column kolom cerpen resensi profil feature explainer letter quiz podcast hoaks fakta editorial tajuk
    the a an this that in on at for from it he she they we i you his her its our my if when why how what who where
    but and or so yet yes no not there here now then today yesterday breaking update exclusive opinion analysis
    review live video photo photos watch read ini itu pada di dari dan yang untuk dengan akan oleh karena jika
    saat ketika setelah baca foto simak terkini eksklusif penulis editor reporter der die das ein eine und le la
    les un une des el los las il lo gli uno una note editor's step part chapter summary abstract introduction
    conclusion disclaimer advertisement sponsored question answer q monday tuesday wednesday thursday friday
    saturday sunday senin selasa rabu kamis jumat sabtu minggu ahad januari februari maret april mei juni juli
    agustus september oktober november desember january february march may june july august october december
    berita kabar info kata mr mrs ms dr prof pj bupati presiden gubernur president prime minister polisi police
    narasi opini
    """
)
#: First words of places of two words; without an agency beside them two capitals are rather a person's name.
_TWO_WORD_PLACES: Final = words(
    """
    kota kab kabupaten banda bandar tanjung pangkal palangka pulau teluk muara sungai lubuk padang bukit gunung nusa ujung batu
    labuan kuala new san santa los las el la saint st sao são rio buenos mexico abu tel hong cape port fort ho addis phnom tegal
    """
)
#: Words of papers' names: "RADAR TULUNGAGUNG –" is no place.
_PAPER_WORDS: Final = words(
    "radar pos post tribun suara harian memo warta lintas media news times koran surya kabar berita kompas jurnal tabloid today"
)
#: Words that begin papers' names as well as labels.
_PAPER_STARTS: Final = words("berita kabar info kata fakta opini narasi simak polisi tajuk")
_TLD: Final = re.compile(r"\.(?:com|co\.id|id|net|org|news|info|tv|my\.id|web\.id|or\.id)$", re.IGNORECASE)
#: Places that are written in capitals.
_SHORT_FORMS: Final = frozenset({"DKI", "DIY", "NTT", "NTB", "USA", "US", "UK", "UAE", "UEA", "AS", "PNG", "IKN"})
_TITLES: Final = words(
    """
    mr mrs ms dr prof pj bupati presiden gubernur president minister menteri wali kapolres kapolda haji ustaz kh
    drs ir sir
    """
)


def read(text: str, *, site_names: frozenset[str] = frozenset(), is_story: bool = True) -> Dateline | None:
    """Return the dateline at the beginning of a first paragraph; None when there is none.

    Args:
        text: The first paragraph of the body.
        site_names: The paper's names (see :func:`names.letters`): one of them is never a place.
        is_story: Whether prose follows; a line that ends after the dash is none.

    >>> line = read("Tulungagung, (dNusa.id) – Pj Bupati Tulungagung menghadiri kegiatan.")
    >>> (line.place, line.agency)
    ('Tulungagung', 'dNusa.id')
    """
    head = " ".join(text[: MAX_HEAD_CHARS + 60].split())
    for form, pattern in _patterns():
        match = pattern.match(head)
        if match is None or match.end() > MAX_HEAD_CHARS:
            continue
        rest = head[match.end() :]
        if is_story and len(rest) < 20:
            continue
        groups = match.groupdict()
        place, agency = groups.get("place"), groups.get("agency")
        if form == "place, name":
            agency = groups["name"]
            has_paper = place is not None and is_known(place) and not _PAPER_WORDS.isdisjoint(agency.casefold().split())
            if letters(agency) not in site_names and not has_paper:
                continue
        if form == "name, place":
            agency = groups["name"]
            if not (place and _is_paper(agency, place, site_names=site_names)):
                continue
        if place is not None and not groups.get("region") and letters(place) in site_names:
            if match[0].rstrip().endswith(":"):
                continue
            # "VIVA – …": the paper, not a place.
            place, agency = None, agency or place
        if place is not None and not _is_place(place, form=form, text=match[0], rest=rest):
            continue
        if form == "paper" and rest[:1].islower():
            continue
        return Dateline(
            place=_title_case(place) if place else None,
            agency=agency.strip(" .,") if agency else None,
            text=match[0].strip(),
            date_text=(groups.get("date") or "").strip() or None,
            confidence=0.95 if agency and place else 0.7 if form in ("place -", "PLACE,", "known") else 0.85,
        )
    return None


def _is_paper(name: str, place: str, *, site_names: frozenset[str]) -> bool:
    """Tell the paper in "Beranda Jatim, Malang –" from a village, a person or an insertion before a place.

    Its own name tells it; else the place must be known and the name must not be one: several words, capitals that cannot
    be a village ("KBRN"), or a brand's spelling ("detikJatim").
    """
    first = name.split(maxsplit=1)[0].strip(".,'").casefold()
    parts = {word.strip(".,'").casefold() for word in name.split()}
    if first in _NOT_PLACES - _PAPER_STARTS or parts & _TITLES or is_known(name):
        return False
    if letters(name) in site_names or letters(_TLD.sub("", name)) in site_names:
        # "CLEVELAND, Ohio –" of cleveland.com: a paper may be called after its town.
        return is_known(place) or not name.isupper() or len(name.split()) > 1
    is_brand = len(name.split()) > 1 or name.isupper() or re.search(r"[a-z][A-Z]|\.\w", name) is not None
    return is_brand and is_known(place)


def _is_place(place: str, *, form: str, text: str, rest: str) -> bool:
    """Tell a place from the beginning of a sentence or a name before a dash."""
    words = place.replace("’", "'").split()
    plain = [word.strip(".,'").casefold() for word in words]
    if (
        len(words) > _MAX_PLACE_WORDS
        or any(word in _TITLES for word in plain)
        or plain[0] in _NOT_PLACES
        or plain[-1] in _NOT_PLACES
    ):
        return False
    if form in (
        "paper place",
        "place (agency)",
        "place, paper",
        "place (dpa)",
        "paper place bare",
        "place (paper)",
        "place, name",
        "name, place",
    ):
        return True
    # Without an agency a place must look like one: in capitals, or one or two words before a spaced dash and a capital.
    capital_follows = rest[:1].isupper() or rest[:1] in "\"“„‘'«("
    if form == "known":
        return capital_follows and is_known(place) and not text.rstrip().endswith(":")
    is_upper = place.replace("-", "").replace(" ", "").isupper() and len(place) > 2
    if not capital_follows:
        return False
    if form == "place -" and is_known(place):
        # "Jakarta: …" is Metro TV's way, "Labuan Bajo –" has two words.
        return True
    if (form == "place -" and text.rstrip().endswith(":")) or not _PAPER_WORDS.isdisjoint(plain):
        return False
    if is_upper:
        if form == "PLACE,":
            # "BMKG, Badan Meteorologi, …" is a name with its meaning: no vowels, or another comma soon.
            return len(re.findall(r"[AEIOU]", place)) >= 2 and "," not in rest[:60]
        return len(words) <= 3
    # "Heru Suseno – Pj Bupati – menghadiri …": a second dash closes an insertion.
    if re.search(r"\s[-–—]\s", rest[:80]) or re.search(r"\s(?:--?|–|—|―|−)\s*$|(?:-|–|—)\s+$", text) is None:
        return False
    return len(words) == 1 or (len(words) == 2 and plain[0] in _TWO_WORD_PLACES)


def _title_case(place: str) -> str:
    """Return TULUNGAGUNG as Tulungagung; short forms (DKI, AS, NTB) stay."""
    words_found = []
    for word in place.split():
        plain = re.sub(r"\W", "", word)
        if plain.isupper() and len(plain) > 1 and plain not in _SHORT_FORMS and (len(plain) > 2 or place.isupper()):
            word = re.sub(r"[^\W\d_]+", lambda match: match[0][:1] + match[0][1:].lower(), word)  # noqa: PLW2901
        words_found.append(word)
    return " ".join(words_found).strip(" ,.")
