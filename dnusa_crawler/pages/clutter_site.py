"""Weigh whether a line talks of the site and to its reader, and not of the story.

This is for the kinds of clutter that no list names. What they have in common is what they are: short, often linked, in
the imperative, about the page, its services and its reader. A story says who did what; this module counts signs of
either and compares.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from . import clutter_words as words

if TYPE_CHECKING:
    from .blocks import Block

#: Words a line may have to be weighed at all.
MAX_WORDS: Final = 60
#: From this weight on a line is clutter; chosen so that no annotated paragraph of the development pages reaches it.
WEIGHT_LIMIT: Final = 4.0

#: A longer line without a command, a question, a "we" or a link is not weighed: it costs time and is a story.
SHORT_CHARS: Final = 120

_SENTENCES: Final = re.compile(r"(?<=[.!?:])\s+|\s+[|•·–—-]\s+|,\s+(?=(?:lalu|dan|atau|then|and|or)\b)")
US: Final = re.compile(
    r"\b(?:kami|redaksi|our|us|we|uns|unser\w*|wir|nous|notre|nos|nosotros|nuestr\w+|noss\w+|noi|nostr\w+|ons|onze|нас|наш\w*|мы|chúng tôi|我们|我們)\b",
)
YOU: Final = re.compile(
    r"\b(?:anda|kamu|kalian|sobat|sahabat|pembaca|you|your|yours|sie|ihr\w*|dich|dein\w*|vous|votre|vos|usted|tu|tus|você|seu|sua|ti|tuo|je|jouw|uw|вы|ваш\w*|bạn|您|你)\b",
)
CONTACT: Final = re.compile(
    r"[\w.+-]{2,40}@[\w-]{2,40}\.\w{2,}|(?:https?://|www\.)\S{4,}|\bwa\.me/\S+|(?:\+62|\b08)\d[\d -]{7,14}\d"
)
_DESK: Final = re.compile(
    r"\b(?:redaksi|pengaduan|iklan|info|admin|newsroom|news|tips?|contact|kontak|marketing|support|editor|redaktion|redaction|redaccion|webmaster|hello|halo)@",
)
#: Verbs of screens, and verbs of reading and watching: what only a page asks for.
SCREEN: Final = re.compile(
    r"^\W*(?:klik|ketuk|pindai|scroll|gulir|geser|swipe|tap|click|scan|centang|unduh|download|follow|subscribe)\b"
)
MEDIA: Final = re.compile(
    r"^\W*(?:baca|simak|tonton|saksikan|dengarkan|lihat|cek|ikuti|read|watch|listen|see|check out)\b"
)
_HANDLE: Final = re.compile(r"(?:^|\s)@[a-z][\w.]{2,29}\b")
PICTOGRAM: Final = re.compile("^[\U0001f300-\U0001faff\u2190-\u21ff\u25a0-\u27bf\ufe0f\\s»›>]+")
STORY: Final = re.compile(
    r"\b(?:kata|ujar|tutur|jelas|ungkap|tegas|tambah|papar|terang|sebut|pungkas|imbuh|ucap)(?:nya)?\b|\b(?:mengatakan|menjelaskan|menyebut\w*|menuturkan|mengungkapkan|menegaskan|menambahkan|said|says|told|added|according to|sagte|dijo|disse|selon|a déclaré|сказал\w*)\b"
    r"|\(\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)|[“”„«»]",
)
#: What is said in quotation marks.
_SPEECH: Final = re.compile('[“„«"][^“”„«»"]{0,600}[”“»"]')
_DIGIT: Final = re.compile(r"\d")
NUMBER: Final = re.compile(r"\b\d[\d.,]*\b")
SERVICE: Final = re.compile(
    r"\b(?:gratis|free|sekarang juga|sekarang|now|today|segera|setiap (?:hari|pagi|malam|minggu|pekan)|every (?:day|morning|week)|daily|weekly|terbaru|terkini|tercepat|terupdate|update|latest|terpercaya|eksklusif|exclusive|premium|diskon|discount|promo|voucher|hadiah|polling|kuis|quiz|survei|survey|trial|mulai rp|per bulan|/bulan|a month|per month|jasa|pemasangan iklan|kerja ?sama|media partner|partnership|sponsor\w*)\b",
)
ASK: Final = re.compile(
    r"^(?:apakah (?:artikel|berita|informasi|anda|kamu)|bagaimana (?:menurut|pendapat) (?:anda|kamu|mu)|apa (?:pendapat|komentar|reaksi) (?:anda|mu|kamu)|punya (?:info|informasi|berita|cerita|pengalaman|saran|foto|video|kritik|pertanyaan|laporan)|ada (?:koreksi|kesalahan|info|informasi|saran|pertanyaan)|menemukan (?:kesalahan|kekeliruan|typo|berita)|ingin (?:tahu|baca|membaca|berlangganan|info|mendapat\w*|update|beriklan|pasang)|suka (?:artikel|berita|konten|dengan)|mau (?:tahu|baca|info|update|dapat\w*|beriklan|pasang)|butuh (?:jasa|info|informasi|bantuan)|tertarik (?:beriklan|pasang|menulis|dengan)|sudah (?:punya akun|berlangganan|menjadi|baca)|belum (?:punya akun|berlangganan|menjadi|terdaftar)|"
    r"was this (?:article|page|story|helpful)|did you (?:find|like|enjoy|spot|know about our)|do you have (?:a|any|information|more|news|something)|have (?:you got )?(?:a|any|something|you) (?:story|news|tip|tips|question|seen|comment|thoughts?|correction)|got (?:a|any|something) \w+|what do you think|how (?:did|do) (?:you|we) (?:like|feel|do)|found (?:a|an) (?:mistake|error|typo)|spotted (?:a|an)|like this (?:story|article|post|content)|enjoy(?:ed|ing)? (?:this|our)|want (?:more|to (?:read|know|get|support|stay|receive|advertise))|looking for (?:more|something)|already (?:a|an|have)|not (?:a|yet a) (?:member|subscriber)|haben sie (?:fragen|einen fehler|hinweise|anregungen)|fehler (?:gefunden|entdeckt)|une (?:erreur|question)|vous avez|¿(?:te|le|qué|has|encontr|quieres|tienes)|gostou|encontrou|você tem)\b",
)


@functools.cache
def _imperative() -> re.Pattern[str]:
    return words.pattern(
        words.IMPERATIVES,
        template=r"^(?:(?:untuk|agar|supaya|silakan|silahkan|mari|ayo|yuk|please|jangan lupa|cukup|atau|lalu|dan|juga|bagi|dengan|to|if|jika|kalau|for)\b(?:[^,]{0,60},)?\s*)?{}\b",
    )


@functools.cache
def site() -> re.Pattern[str]:
    """Return the pattern of the words for the site itself, for text in lower case."""
    return words.pattern(words.SITE_WORDS, template=r"\b{}\b")


@functools.cache
def platform() -> re.Pattern[str]:
    """Return the pattern of the names of services, for text in lower case."""
    return words.pattern(words.PLATFORMS, template=r"\b{}\b")


@functools.cache
def _page_things() -> re.Pattern[str]:
    return words.pattern(words.PAGE_THINGS, template=r"\b{}\b")


@functools.lru_cache(maxsize=4096)
def weight(
    text: str,
    *,
    link_share: float = 0.0,
    is_bold: bool = False,
    is_fragment: bool = False,
    names: frozenset[str] = frozenset(),
) -> float:
    """Return how much a line looks like the site talking to its reader; 0 when it cannot be told.

    Args:
        text: The line.
        link_share: Share of its characters in links.
        is_bold: Whether it is set bold.
        is_fragment: Whether it ends without a mark among paragraphs that all end with one.
        names: The site's own names, case folded.

    >>> weight("Ikuti saluran WhatsApp dan Google News kami untuk kabar tercepat, klik di sini.") > WEIGHT_LIMIT
    True
    >>> weight("Ikuti lomba itu, kata Bupati, warga harus mendaftar lewat WhatsApp panitia.") < WEIGHT_LIMIT
    True
    """
    count = text.count(" ") + 1
    if count > MAX_WORDS or count < 2 or len(text) > 480:
        return 0.0
    folded = text.lower()
    speaks = bool(US.search(folded))
    begins = any(map(commands, sentences(folded)))
    asks = bool(ASK.match(folded))
    if not (begins or asks or speaks or link_share > 0.15 or len(text) <= SHORT_CHARS):
        return 0.0
    spoken_to = bool(YOU.search(folded))
    told = begins or asks or speaks or spoken_to or is_fragment
    contact = ("@" in text or "/" in text or "08" in text or "+62" in text) and bool(CONTACT.search(folded))
    if not told and not contact and link_share <= 0.15:
        return 0.0
    if "t.co/" in folded or "pic.twitter" in folded:
        # A post that the story quotes.
        return 0.0
    contact = contact or bool(_HANDLE.search(folded))
    own_name = any(name in folded for name in names)
    services = set(platform().findall(folded))
    sites = len(set(site().findall(folded)))
    total = 1.75 * begins + 2.25 * asks
    total += min(2.0, 1.25 * len(services)) if begins or asks or sites or speaks else 0.0
    total += min(3.0, 1.5 * sites)
    if told and count <= 18:
        things = set(_page_things().findall(folded))
        total += min(2.25, 0.75 * len(things))
    total += 1.0 * speaks + 0.5 * spoken_to + 1.0 * (own_name and told)
    total += 1.0 * contact + 0.75 * ("@" in text and bool(_DESK.search(folded))) + 0.75 * bool(SERVICE.search(folded))
    total += 1.0 * (link_share > 0.15) + 0.75 * (link_share > 0.6)
    total += 0.25 * is_bold + 0.5 * (text.isupper() and count > 2) + 0.25 * (text[-1] not in '.”"')
    total += 1.0 * (is_fragment and not is_bold) + 0.75 * bool(PICTOGRAM.match(text)) + 0.5 * ("?" in text and told)
    if not (begins or asks or spoken_to or is_fragment or contact or link_share > 0.15):
        # Only a "we" speaks: that may be anyone who is quoted.
        total -= 0.75
    if count > 14 and not (contact or own_name or is_fragment or link_share > 0):
        total -= 0.5
    total += 1.25 * bool(SCREEN.match(folded)) + 0.75 * bool(MEDIA.match(folded))
    # A few words that command and name the page or a service leave no room for a story.
    total += 1.0 * (count <= 8 and (begins or asks) and (bool(sites) or bool(services) or link_share > 0.6))
    total += 0.75 * (count <= 5 and is_fragment and bool(sites)) + 1.5 * ("?" in text and own_name and spoken_to)
    total -= 2.5 * bool(STORY.search(folded)) + 0.25 * min(4, _numbers(folded))
    return total - 0.1 * max(0, count - 22)


def _numbers(folded: str) -> int:
    """Return how many numbers a line gives that belong to no address and no telephone."""
    if not _DIGIT.search(folded):
        return 0
    has_address = any(sign in folded for sign in ("@", "/", "www.", "08", "+62"))
    return len(NUMBER.findall(CONTACT.sub("", folded) if has_address else folded))


def is_about_the_site(
    block: Block,
    *,
    imperative_share: float = 0.0,
    is_fragment: bool = False,
    names: frozenset[str] = frozenset(),
) -> bool:
    """Say whether a block talks of the site and to its reader.

    Args:
        block: The block.
        imperative_share: Share of the page's longer blocks that begin with an imperative: a page that teaches is full
            of them, and an imperative means nothing there.
        is_fragment: Whether it ends without a mark among paragraphs that all end with one.
        names: The site's own names, case folded.
    """
    share = round(block.link_chars / max(1, len(block.text)), 2)
    limit = WEIGHT_LIMIT + (1.75 if imperative_share > 0.12 else 0.0)
    found = weight(block.text, link_share=share, is_bold=block.is_bold, is_fragment=is_fragment, names=names)
    return found >= limit


def commands(part: str) -> bool:
    """Say whether a sentence, in lower case, begins by telling the reader to do something."""
    return bool(_imperative().match(part))


def sentences(folded: str) -> list[str]:
    """Return the first few sentences of a line, in lower case and without the picture before them."""
    plain = folded if folded[:1].isalnum() else PICTOGRAM.sub("", folded)
    return _SENTENCES.split(plain, 6)[:6]


def talks_to_reader(folded: str) -> bool:
    """Say whether a paragraph, in lower case, talks to whoever reads it; what is quoted does not count."""
    plain = _SPEECH.sub("", folded)
    return bool(YOU.search(plain)) or commands(plain)


def begins_imperative(text: str) -> bool:
    """Say whether a line begins by telling the reader to do something."""
    return commands(text.lower())
