"""Which zone a time without one is in: abbreviations, countries, languages."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

#: Abbreviations of zones as they stand behind times, to IANA names (daylight saving follows the date) or minutes.
#: Where an abbreviation has several meanings, the one news pages use: IST is India's, CST and ET are America's.
ABBREVIATIONS: dict[str, str | int] = {
    "wib": 420, "wita": 480, "wit": 540, "gmt": 0, "utc": 0, "z": 0,
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "eastern": "America/New_York", "hae": "America/Toronto", "hne": "America/Toronto",
    "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "central": "America/Chicago",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "akst": "America/Anchorage", "akdt": "America/Anchorage", "hst": "Pacific/Honolulu",
    "bst": "Europe/London", "wet": "Europe/Lisbon", "west": "Europe/Lisbon", "cet": "Europe/Berlin", "cest": "Europe/Berlin",
    "mez": "Europe/Berlin", "mesz": "Europe/Berlin", "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "msk": "Europe/Moscow",
    "мск": "Europe/Moscow", "trt": "Europe/Istanbul", "sast": 120, "eat": 180, "wat": 60, "cat": 120, "gst": 240, "pkt": 300,
    "ist": 330, "npt": 345, "bdt": 360, "ict": 420, "myt": 480, "sgt": 480, "hkt": 480, "pht": 480, "awst": 480, "jst": 540,
    "kst": 540, "acst": "Australia/Adelaide", "acdt": "Australia/Adelaide", "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney", "aet": "Australia/Sydney", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland",
    "brt": -180, "art": -180, "clt": "America/Santiago", "cot": -300, "pet": -300,
}  # fmt: skip

#: Countries with one zone (or one where nearly all papers are), by top-level domain.
_COUNTRIES: dict[str, str] = {
    "id": "Asia/Jakarta", "my": "Asia/Kuala_Lumpur", "sg": "Asia/Singapore", "ph": "Asia/Manila", "th": "Asia/Bangkok",
    "vn": "Asia/Ho_Chi_Minh", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "cn": "Asia/Shanghai", "tw": "Asia/Taipei",
    "hk": "Asia/Hong_Kong", "in": "Asia/Kolkata", "pk": "Asia/Karachi", "bd": "Asia/Dhaka", "lk": "Asia/Colombo",
    "np": "Asia/Kathmandu", "tl": "Asia/Dili", "bn": "Asia/Brunei", "ir": "Asia/Tehran", "ae": "Asia/Dubai", "sa": "Asia/Riyadh",
    "tr": "Europe/Istanbul", "il": "Asia/Jerusalem", "eg": "Africa/Cairo", "za": "Africa/Johannesburg", "ng": "Africa/Lagos",
    "ke": "Africa/Nairobi", "gh": "Africa/Accra", "uk": "Europe/London", "ie": "Europe/Dublin", "fr": "Europe/Paris",
    "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "it": "Europe/Rome", "es": "Europe/Madrid",
    "pt": "Europe/Lisbon", "nl": "Europe/Amsterdam", "be": "Europe/Brussels", "lu": "Europe/Luxembourg", "dk": "Europe/Copenhagen",
    "se": "Europe/Stockholm", "no": "Europe/Oslo", "fi": "Europe/Helsinki", "is": "Atlantic/Reykjavik", "pl": "Europe/Warsaw",
    "cz": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest", "ro": "Europe/Bucharest", "bg": "Europe/Sofia",
    "gr": "Europe/Athens", "hr": "Europe/Zagreb", "rs": "Europe/Belgrade", "si": "Europe/Ljubljana", "ua": "Europe/Kyiv",
    "ru": "Europe/Moscow", "lt": "Europe/Vilnius", "lv": "Europe/Riga", "ee": "Europe/Tallinn", "br": "America/Sao_Paulo",
    "ar": "America/Argentina/Buenos_Aires", "cl": "America/Santiago", "pe": "America/Lima", "co": "America/Bogota",
    "ve": "America/Caracas", "mx": "America/Mexico_City", "nz": "Pacific/Auckland", "au": "Australia/Sydney",
}  # fmt: skip

#: Languages that point at one zone; English, Spanish, Arabic and so on do not.
_LANGUAGES: dict[str, str] = {
    "id": "Asia/Jakarta", "jv": "Asia/Jakarta", "su": "Asia/Jakarta", "ban": "Asia/Makassar", "ms": "Asia/Kuala_Lumpur",
    "de": "Europe/Berlin", "fr": "Europe/Paris", "it": "Europe/Rome", "nl": "Europe/Amsterdam", "da": "Europe/Copenhagen",
    "sv": "Europe/Stockholm", "no": "Europe/Oslo", "nb": "Europe/Oslo", "nn": "Europe/Oslo", "fi": "Europe/Helsinki",
    "is": "Atlantic/Reykjavik", "pl": "Europe/Warsaw", "cs": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "el": "Europe/Athens", "hr": "Europe/Zagreb", "sr": "Europe/Belgrade",
    "sl": "Europe/Ljubljana", "uk": "Europe/Kyiv", "ru": "Europe/Moscow", "tr": "Europe/Istanbul", "ca": "Europe/Madrid",
    "he": "Asia/Jerusalem", "hi": "Asia/Kolkata", "bn": "Asia/Dhaka", "ta": "Asia/Kolkata", "ur": "Asia/Karachi", "th": "Asia/Bangkok",
    "vi": "Asia/Ho_Chi_Minh", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "zh": "Asia/Shanghai", "fa": "Asia/Tehran", "tl": "Asia/Manila",
    "lt": "Europe/Vilnius", "lv": "Europe/Riga", "et": "Europe/Tallinn",
}  # fmt: skip

#: Where the day comes after the month in numbers.
_MONTH_FIRST = frozenset({"us", "ph"})


@cache
def zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name or of ``+07:00``; None when there is no such zone."""
    if not name or len(name) > 60:
        return None
    if name[0] in "+-" and len(name) >= 3:
        digits = name[1:].replace(":", "")
        if not digits.isdigit() or len(digits) not in (2, 4):
            return None
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        return offset(-minutes if name[0] == "-" else minutes)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def offset(minutes: int) -> tzinfo | None:
    """Return the zone that many minutes east of Greenwich; None beyond 15 hours."""
    if not -900 <= minutes <= 900:
        return None
    return UTC if minutes == 0 else timezone(timedelta(minutes=minutes))


def abbreviation(text: str) -> tzinfo | None:
    """Return the zone of an abbreviation such as ``WIB``, in any case."""
    known = ABBREVIATIONS.get(text.lower())
    if known is None:
        return None
    return zone(known) if isinstance(known, str) else offset(known)


def country_of(url: str, language: str | None) -> str:
    """Return the country a page is from by its domain, else by the region of its language tag; ``""`` when neither says."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    end = host.rsplit(".", 1)[-1]
    if end in _COUNTRIES:
        return end
    parts = (language or "").replace("_", "-").split("-")
    region = next((part.lower() for part in parts[1:] if len(part) == 2), "")
    return "uk" if region == "gb" else region


def home_zone(*, time_zone: str | None, url: str, language: str | None) -> tzinfo | None:
    """Return the zone of a newsroom: as stated, else its country's, else its language's; None when nothing says.

    >>> str(home_zone(time_zone=None, url="https://x.test/", language="id"))
    'Asia/Jakarta'
    """
    if time_zone and (stated := zone(time_zone)) is not None:
        return stated
    name = _COUNTRIES.get(country_of(url, language)) or _LANGUAGES.get(
        (language or "").replace("_", "-").split("-")[0].lower()
    )
    return zone(name) if name else None


def month_first(url: str, language: str | None) -> bool:
    """Tell whether 6/5/2024 is the fifth of June on this page: English pages that are not from elsewhere."""
    country = country_of(url, language)
    if country:
        return country in _MONTH_FIRST
    return (language or "").lower().startswith("en")
