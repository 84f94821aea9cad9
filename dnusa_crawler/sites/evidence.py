"""What a site's own answers say of it: engine, name, language, time zone. Evidence in, a value or None out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dnusa_crawler.discovery import Document, Found

from .front import FrontPage
from .site import Engine

_SIGNS: tuple[tuple[Engine, re.Pattern[bytes]], ...] = (
    (
        Engine.WORDPRESS,
        re.compile(rb"""content=["']wordpress|/wp-content/|/wp-includes/|api\.w\.org|/wp-json/""", re.IGNORECASE),
    ),
    (Engine.GHOST, re.compile(rb"""content=["']ghost\b|ghost-sdk|/ghost/api/|data-ghost=""", re.IGNORECASE)),
    (
        Engine.BLOGGER,
        re.compile(
            rb"""content=["']blogger|blogger\.com/(?:static|feeds|navbar)|blogblog\.com|/feeds/posts/default""",
            re.IGNORECASE,
        ),
    ),
    (
        Engine.JOOMLA,
        re.compile(rb"""content=["']joomla|/media/(?:jui|vendor/joomla|system/js)|option=com_content""", re.IGNORECASE),
    ),
    (
        Engine.DRUPAL,
        re.compile(rb"""content=["']drupal|/sites/default/files|drupal-settings-json|data-drupal-""", re.IGNORECASE),
    ),
)

#: Everyday words: the front page of a paper holds dozens of them, in one language only.
_EVERYDAY: Mapping[str, frozenset[str]] = {
    "id": frozenset(
        {"yang", "dan", "di", "dengan", "untuk", "pada", "dari", "ini", "tidak", "dalam", "akan", "oleh", "ke", "warga"}
    ),
    "en": frozenset({"the", "and", "of", "to", "in", "for", "with", "on", "is", "that", "from", "by", "are", "was"}),
    "de": frozenset({"der", "die", "und", "das", "mit", "von", "für", "den", "ist", "nicht", "ein", "eine", "auf"}),
    "fr": frozenset({"le", "les", "des", "et", "une", "dans", "pour", "est", "sur", "avec", "qui", "du"}),
    "es": frozenset({"el", "los", "las", "una", "por", "con", "para", "del", "que", "es", "y"}),
    "nl": frozenset({"het", "een", "van", "voor", "niet", "met", "zijn", "naar", "ook", "bij"}),
}
#: Countries whose papers all live in one time zone, or, for Indonesia, mostly in this one.
_ZONE_OF_COUNTRY: Mapping[str, str] = {
    "id": "Asia/Jakarta",
    "my": "Asia/Kuala_Lumpur",
    "sg": "Asia/Singapore",
    "ph": "Asia/Manila",
    "th": "Asia/Bangkok",
    "vn": "Asia/Ho_Chi_Minh",
    "tl": "Asia/Dili",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
    "tw": "Asia/Taipei",
    "in": "Asia/Kolkata",
    "de": "Europe/Berlin",
    "at": "Europe/Vienna",
    "ch": "Europe/Zurich",
    "nl": "Europe/Amsterdam",
    "fr": "Europe/Paris",
    "it": "Europe/Rome",
    "uk": "Europe/London",
    "ie": "Europe/Dublin",
}
_ZONE_OF_LETTERS = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_INDONESIAN_OFFSETS = {7.0: "Asia/Jakarta", 8.0: "Asia/Makassar", 9.0: "Asia/Jayapura"}


def engine_of(home: Document, front: FrontPage) -> Engine:
    """Return the program that serves the site, by its headers, by what the front page says, and by its marks there."""
    headers = "\n".join(f"{name}: {value}" for name, value in home.headers).lower()
    if "api.w.org" in headers or "x-pingback" in headers:
        return Engine.WORDPRESS
    if "x-ghost" in headers:
        return Engine.GHOST
    if "x-generator: drupal" in headers or "x-drupal" in headers:
        return Engine.DRUPAL
    for engine, _ in _SIGNS:
        if front.generator.startswith(engine.value):
            return engine
    counts = {engine: len(sign.findall(home.body[: 2 * 2**20])) for engine, sign in _SIGNS}
    best = max(counts, key=lambda engine: counts[engine])
    return best if counts[best] else Engine.OTHER


def language_of(front: FrontPage, page: Found, feeds: Iterable[Found]) -> str | None:
    """Return the language of the articles: everyday words first, then what page and feeds declare.

    Themes declare ``en-US`` on Indonesian sites whose owner never set a language, so words that are read decide.
    """
    words = Counter(front.words)
    counts = {language: sum(words[word] for word in everyday) for language, everyday in _EVERYDAY.items()}
    best, second = sorted(counts, key=lambda language: -counts[language])[:2]
    if counts[best] >= 20 and counts[best] >= 2 * counts[second]:
        return best
    for declared in (page.facts.get("language"), *(feed.facts.get("language") for feed in feeds)):
        if declared and (match := re.match(r"[A-Za-z]{2,3}(?=$|[-_])", declared.strip())):
            code = match[0].lower()
            return {"in": "id", "ind": "id", "eng": "en"}.get(code, code)
    country = (urlsplit(front.url).hostname or "").rpartition(".")[2]
    return "id" if country == "id" else None


def _valid(zone: str | None) -> str | None:
    try:
        return ZoneInfo(zone).key if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zone_of_offset(hours: float, language: str | None) -> str | None:
    if language in {"id", None} and hours in _INDONESIAN_OFFSETS:
        return _INDONESIAN_OFFSETS[hours]
    # Etc zones count backwards: Etc/GMT-3 is three hours ahead of Greenwich (tz database, file etcetera).
    return _valid(f"Etc/GMT{-int(hours):+d}") if hours == int(hours) and hours != 0 else None


def time_zone_of(front: FrontPage, api: Mapping[str, str], feeds: Iterable[Found], language: str | None) -> str | None:
    """Return the newsroom's time zone: WordPress's own setting, offsets in feeds, WIB/WITA/WIT on the page, country."""
    if zone := _valid(api.get("timezone_string")):
        return zone
    try:
        if zone := _zone_of_offset(float(api.get("gmt_offset") or 0), language):
            return zone
    except ValueError:
        pass
    offsets: Counter[float] = Counter()
    for found in feeds:
        for link in found.links[:50]:
            try:
                moment = datetime.fromisoformat(link.hints.get("published", ""))
            except ValueError:
                continue
            offset = moment.utcoffset()
            if offset:
                offsets[offset.total_seconds() / 3600] += 1
    if offsets and (zone := _zone_of_offset(offsets.most_common(1)[0][0], language)):
        return zone
    letters = Counter(word for word in front.words if word in _ZONE_OF_LETTERS)
    if letters:
        return _ZONE_OF_LETTERS[letters.most_common(1)[0][0]]
    country = (urlsplit(front.url).hostname or "").rpartition(".")[2].lower()
    return _ZONE_OF_COUNTRY.get(country) or ("Asia/Jakarta" if language == "id" else None)


def title_of(front: FrontPage, page: Found, api: Mapping[str, str], feeds: Iterable[Found]) -> str:
    """Return the paper's name: WordPress's, og:site_name, what page and feed titles share, the host."""
    if name := api.get("name", "").strip():
        return name[:100]
    if front.site_name:
        return front.site_name[:100]
    parts = [part.strip() for part in re.split(r"\s+[|–—»:·-]\s+", page.facts.get("title", "")) if part.strip()]
    host = re.sub(
        r"[^a-z0-9]", "", (urlsplit(front.url).hostname or "").removeprefix("www.").rpartition(".")[0].lower()
    )
    for part in parts:
        squeezed = re.sub(r"[^a-z0-9]", "", part.lower())
        if host and squeezed and (host in squeezed or squeezed in host):
            return part[:100]
    for feed in feeds:
        if (name := re.split(r"\s+[|–—»:]\s+|\s+-\s+", feed.facts.get("title", ""))[0].strip()) and len(name) < 60:
            return name
    return (parts[0] if parts else urlsplit(front.url).hostname or "")[:100]
