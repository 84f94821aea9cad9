"""In which language: what the page states, checked against its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from .structured import Structured

#: Of 835 pages none is guessed otherwise from twice as many characters.
MAX_CHARS: Final = 3_000

#: Small words that make up a third of any text; those of sister languages chosen so that they tell them apart.
_STOP_WORDS: Final[dict[str, str]] = {
    "id": "yang dan di dari untuk dengan ini itu pada tidak akan juga dalam ke adalah oleh karena bisa sudah saat kata mereka tersebut "
    "sebagai telah menjadi bahwa atau para hal ia kami kita agar namun serta lebih sementara ujarnya tak polisi pemerintah hingga",
    "ms": "yang dan di dari untuk dengan ini itu pada tidak akan juga dalam ke adalah oleh kerana boleh sudah kata mereka tersebut "
    "sebagai telah menjadi bahawa atau ialah beliau berkata daripada polis kerajaan manakala selepas iaitu sebaliknya justeru kepada",
    "jv": "lan sing ing iki kang ora karo wis kanggo saka yen uga bisa ana marang amarga dadi minangka nalika iku wong utawa menyang "
    "kayata wonten ingkang punika saking dhewe luwih taun bakal mau",
    "su": "nu anu jeung di keur ti ka teu ieu eta oge kana tina pikeun ku dina aya lamun jadi geus bakal",
    "en": "the of and to in a is that for on with as was it he by at be from this have are his not they has but an said which or we",
    "es": "de la que el en y los se del las por un con para una su al es lo como más pero sus le ha este fue entre",
    "pt": "de a que o e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu foi são pelo",
    "fr": "de la le et les des en un du une que est pour qui dans par sur au plus pas avec ce il sont se aux été mais cette",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie",
    "it": "di che e la il un a per in una è del non con si le da della dei i alla nel sono più al anche come ha gli",
    "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als maar door naar bij uit ze werd",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när",
    "da": "og i at det er en til af på for med der den har de ikke som et han var men vi fra kan jeg så om blev efter",
    "no": "og i å det er en til av på for med som den har de ikke et han var men vi fra kan jeg så om ble etter også",
    "fi": "ja on ei se että hän oli mutta ovat myös kun joka ole niin sen tämä mukaan voi jos vain jo kuin",
    "pl": "i w na z do się nie to że jest o jak po za od dla przez ale są co oraz tym jego był tego które",
    "cs": "a v na se je že s z do o to i ve jako pro za by ale jsou podle po k od které jeho být",
    "sk": "a v na sa je že s z do o to aj vo ako pre za by ale sú podľa po k od ktoré jeho byť",
    "hu": "a az és hogy nem is egy van volt meg de csak ez ha már még mint el azt ki vagy fel",
    "ro": "de și în a la cu pe care nu din că o un este pentru mai sunt fi ca au fost sa dar",
    "tr": "ve bir bu için da de ile olarak daha olan gibi çok en kadar sonra ne olduğu var ise ancak dedi göre",
    "vi": "và của là có trong cho được các với không những một người này đã khi ra để ở tại đến về",
    "ca": "de la el que i a en els les per un amb una del és al no més va són aquest com",
    "hr": "i u je na se da su za od s a o što kao nije koji biti te iz će ali",
    "tl": "ang ng sa na at mga ay si ni para hindi ito kay nang may siya rin isang",
    "sw": "ya na wa kwa ni katika la za kuwa huo hiyo cha kama hii alisema wake baada",
    "af": "die van en in is het dat wat nie om te vir met op hy sy aan sal was by ook as",
    "uk": "і в на з що не до та у за про як це від він після але його був також",
    "ru": "и в на с что не по из за от он к о как это для его но было также",
    "bg": "и на в за да се от с по че не са към това като беше но до",
    "sr": "и у је на се да су за од са а о што као није који",
}
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
)
_NAMES: Final = {
    "indonesian": "id",
    "bahasa": "id",
    "english": "en",
    "malay": "ms",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "in": "id",
}
#: Scripts that several languages share: the page's word for it counts.
_SAME_SCRIPT: Final = {
    "ar": {"ar", "fa", "ur", "ps", "ckb", "ug"},
    "hi": {"hi", "mr", "ne", "sa"},
    "zh": {"zh", "ja", "yue"},
    "ja": {"ja"},
}


@attrs.frozen(kw_only=True)
class LanguageFound:
    """The language of an article."""

    #: BCP 47 primary subtag.
    language: str
    #: With region where the page states one, e.g. ``en-US``.
    tag: str
    #: ``text``, ``dom``, ``meta``, ``json-ld`` or ``hint``.
    source: str
    confidence: float


_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, line in _STOP_WORDS.items():
        for word in dict.fromkeys(line.split()):
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def primary(tag: str) -> str | None:
    """Return the primary subtag of a language tag or name as pages write it; None when it is none.

    >>> primary("id_ID"), primary("Indonesian"), primary("x-default")
    ('id', 'id', None)
    """
    head = re.split(r"[-_,;\s]", tag.strip().lower())[0]
    head = _NAMES.get(head, head)
    head = {"nb": "no", "nn": "no", "iw": "he", "fil": "tl"}.get(head, head)
    return head if re.fullmatch(r"[a-z]{2,3}", head) and head not in ("und", "mul", "xx") else None


def guess(text: str) -> tuple[str, float] | None:
    """Return the language of a text and how sure that is, from its script and its small words; None when unsure."""
    text = text[:MAX_CHARS]
    count = len(text)
    if count < 20:
        return None
    sample = "" if text.isascii() else "".join(filter(str.isalpha, text[:800]))
    # Latin and Cyrillic end before U+0530; of other scripts the letters themselves tell.
    if sample and sum(char > "\u036f" for char in sample) * 5 > len(sample):
        for language, pattern in _SCRIPTS:
            share = len(pattern.findall(sample)) / len(sample)
            if share > (0.1 if language == "ja" else 0.4):
                return language, 0.9
    words = _WORD.findall(text.lower())[:600]
    if len(words) < 8:
        return None
    points = Counter(chain.from_iterable(filter(None, map(_languages_of().get, words))))
    ranked = points.most_common(2)
    if not ranked or ranked[0][1] < max(3, 0.06 * len(words)):
        return None
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
    return ranked[0][0], min(0.97, 0.6 + 2 * lead / len(words))


def read(
    text: str, *, structured: Structured | None, hint: str | None = None, deep: bool = True
) -> LanguageFound | None:
    """Return the language of an article.

    What the page states holds unless its words clearly say otherwise (themes often say ``en-US`` whatever the text).

    Args:
        text: The article's text.
        structured: What the page states to machines.
        hint: The site's language, where it is known.
        deep: Ask py3langid where neither page nor words say; its first call costs a tenth of a second.
    """
    claims = structured.languages if structured is not None else ()
    stated = [(primary(claim.value), claim) for claim in claims]
    first = next(((language, claim) for language, claim in stated if language), None)
    guessed = guess(text)
    if first is not None:
        language, claim = first[0] or "", first[1]
        if guessed is None or guessed[0] == language or language in _SAME_SCRIPT.get(guessed[0], ()):
            return LanguageFound(
                language=language, tag=claim.value.replace("_", "-"), source=claim.source, confidence=0.95
            )
        if guessed[1] < 0.65 or (language not in _STOP_WORDS and guessed[1] < 0.8):
            return LanguageFound(
                language=language, tag=claim.value.replace("_", "-"), source=claim.source, confidence=0.6
            )
        second = next((c for one, c in stated if one == guessed[0]), None)
        tag = second.value.replace("_", "-") if second is not None else guessed[0]
        return LanguageFound(language=guessed[0], tag=tag, source="text", confidence=guessed[1])
    if guessed is not None and (hint is None or guessed[1] >= 0.65):
        return LanguageFound(language=guessed[0], tag=guessed[0], source="text", confidence=guessed[1])
    if hint and (named := primary(hint)):
        return LanguageFound(language=named, tag=hint, source="hint", confidence=0.6)
    if deep and len(text) >= 100:
        import py3langid  # noqa: PLC0415 - loads a model; most pages need none

        language = py3langid.classify(text[:2_000])[0]
        return LanguageFound(language=language, tag=language, source="text", confidence=0.5)
    return None
