"""JSON-LD as pages really write it: lists, graphs, references, mistakes; bounded in size, depth and count.

The vocabulary is schema.org's ``Article`` and its kinds. Nothing is fetched; ``@context`` is ignored.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import attrs

#: A page's JSON-LD is a few kilobytes; with the whole text in it rarely over 100.
MAX_SCRIPT_CHARS = 1_000_000
MAX_TOTAL_CHARS = 2_000_000
MAX_NODES = 2_000
MAX_DEPTH = 12
MAX_ARTICLES = 60

_ARTICLE_TYPES = frozenset(
    [
        "article",
        "newsarticle",
        "blogposting",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "backgroundnewsarticle",
        "askpublicnewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "scholarlyarticle",
        "techarticle",
        "medicalscholarlyarticle",
        "liveblogposting",
        "socialmediaposting",
        "report",
        "recipe",
        "review",
        "howto",
        "podcastepisode",
    ]
)
_WEAK_TYPES = frozenset(["webpage", "itempage", "videoobject", "imagegallery", "mediagallery"])
_TAGS = re.compile(r"<[^<>]{1,300}>")


@attrs.frozen(kw_only=True)
class Party:
    """Somebody named in a node: a person, an organisation, or it is not said which."""

    name: str
    #: ``person``, ``organization`` or ``""``.
    kind: str = ""
    url: str | None = None


@attrs.frozen(kw_only=True)
class ArticleNode:
    """One article as a JSON-LD node or microdata item describes it. Strings are as written, entities resolved."""

    type: str = "Article"
    #: Whether the type is an article's, not just a page's.
    is_news: bool = True
    #: Addresses it names as its own, absolute.
    urls: tuple[str, ...] = ()
    headline: str | None = None
    authors: tuple[Party, ...] = ()
    #: (name, role) of others: editor, contributor, translator.
    credits: tuple[tuple[str, str], ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    body: str | None = attrs.field(default=None, repr=False)
    description: str | None = None
    language: str | None = None
    is_free: bool | None = None
    publisher: str | None = None


def clean_text(value: str) -> str:
    """Return *value* with entities resolved (twice: pages escape escaped text), tags dropped, white space single."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = _TAGS.sub(" ", value)
    return " ".join(value.split())


def _bounded_int(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else 0.0


_DECODER = json.JSONDecoder(strict=False, parse_int=_bounded_int)
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_MISSING_COMMA = re.compile(r"([\"}\]])(\s*\n\s*)(?=\"[@\w]+\"\s*:)")
#: The last way to read a broken script: these pairs alone.
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|articleSection|url|inLanguage|description)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"'
)
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"([A-Za-z]+)"')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{\s]{1,20}[^\]}]{0,200}?"name"\s*:\s*"((?:[^"\\\n]|\\.){1,120})"')


def load_scripts(scripts: list[str]) -> list[Any]:
    """Return the JSON values of the scripts, broken ones repaired where a small repair is enough."""
    found: list[Any] = []
    total = 0
    for text in scripts[:60]:
        total += len(text)
        if len(text) > MAX_SCRIPT_CHARS or total > MAX_TOTAL_CHARS:
            continue
        found += _load(text)
    return found


def _load(text: str) -> list[Any]:
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        # A search for both ends of a comment costs as much as reading the JSON.
        text = _COMMENT.sub("", _COMMENT.sub("", text)).strip().lstrip("\ufeff")
    if not text:
        return []
    values: list[Any] = []
    for repair in (None, _mend):
        values = []
        try:
            position = 0
            mended = repair(text) if repair else text
            # Several objects one after another are no JSON, but pages write them.
            while position < len(mended) and len(values) < 20:
                value, position = _DECODER.raw_decode(mended, position)
                values.append(value)
                while position < len(mended) and mended[position] in " \t\r\n;,":
                    position += 1
        except (ValueError, RecursionError):
            if values:
                return values
            continue
        else:
            return values
    return _salvage(text)


def _mend(text: str) -> str:
    if text.startswith("&") or "&quot;" in text[:200]:
        text = html.unescape(text)
    text = _BAD_ESCAPE.sub(r"\\\\", text)
    text = _MISSING_COMMA.sub(r"\1,\2", text)
    return _TRAILING_COMMA.sub(r"\1", text)


def _salvage(text: str) -> list[Any]:
    """Return what single pairs of a script say that no repair could make JSON of."""
    head = text[:60_000]
    kind = next((name for name in _TYPE.findall(head) if name.lower() in _ARTICLE_TYPES), None)
    if kind is None:
        return []
    node: dict[str, Any] = {"@type": kind}
    for key, value in _PAIR.findall(head):
        node.setdefault(key, _unescape(value))
    names = [_unescape(name) for name in _AUTHOR.findall(head)]
    if names:
        node["author"] = [{"@type": "Person", "name": name} for name in names[:1]]
    return [node]


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def objects_of(graph: list[Any]) -> list[dict[str, Any]]:
    """Return every object of the values of a page's scripts, in document order, bounded in depth and number."""
    return list(_walk(graph))


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    stack: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while stack and seen < MAX_NODES:
        current, depth = stack.pop()
        seen += 1
        if depth > MAX_DEPTH:
            continue
        if isinstance(current, dict):
            yield current
            children = [child for child in list(current.values())[:200] if isinstance(child, dict | list)]
        elif isinstance(current, list):
            children = [child for child in current[:500] if isinstance(child, dict | list)]
        else:
            continue
        stack += [(child, depth + 1) for child in reversed(children)]


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names[:8] if isinstance(name, str)]


def article_nodes(
    objects: list[dict[str, Any]], *, url: str
) -> tuple[tuple[ArticleNode, ...], dict[str, Party], list[str]]:
    """Return the article nodes, the people by ``@id``, and the names of the paper.

    Page nodes (``WebPage``) come only where no article node exists: they often carry the date of the page, not of the article.
    """
    by_id: dict[str, dict[str, Any]] = {}
    for node in objects:
        identity = node.get("@id")
        if isinstance(identity, str) and len(node) > 1:
            known = by_id.get(identity)
            if known is None or len(known) < len(node):
                by_id[identity] = node
    people: dict[str, Party] = {}
    site_names: list[str] = []
    for node in objects:
        kinds = {kind.lower() for kind in _types(node)}
        name = _string(node.get("name"))
        if name and kinds & {"website", "newsmediaorganization"}:
            site_names.append(name)
        if name and "person" in kinds and isinstance(node.get("@id"), str):
            people[node["@id"]] = Party(name=name, kind="person")
    strong: list[ArticleNode] = []
    weak: list[ArticleNode] = []
    for node in objects:
        kinds_listed = _types(node)
        kinds = {kind.lower() for kind in kinds_listed}
        if kinds & _ARTICLE_TYPES and len(strong) < MAX_ARTICLES:
            strong.append(_article(node, kinds_listed[0], by_id=by_id, url=url, is_news=True))
        elif kinds & _WEAK_TYPES and len(weak) < MAX_ARTICLES:
            weak.append(_article(node, kinds_listed[0], by_id=by_id, url=url, is_news=False))
    site_names += [node.publisher for node in strong if node.publisher]
    useful = [node for node in strong if node.headline or node.published or node.authors or node.body]
    nodes = useful or [node for node in weak if node.published or node.authors]
    return tuple(nodes), people, site_names


def persons(objects: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the names that are stated to be a person's and nothing else's: no firm, site or product is called so."""
    found: dict[str, None] = {}
    others: set[str] = set()
    for node in objects:
        if (kinds := {kind.lower() for kind in _types(node)}) and (name := _string(node.get("name"))):
            # WordPress says Person and Organization of one who runs a site alone.
            if "person" in kinds:
                found[name] = None
            else:
                others.add(name)
    return tuple(name for name in found if name not in others)


def breadcrumbs(objects: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the names of the page's path through the site, outermost first; ``()`` where it is not stated."""
    for node in objects:
        if "BreadcrumbList" not in _types(node):
            continue
        items = node.get("itemListElement")
        names = []
        for item in items[:10] if isinstance(items, list) else []:
            if isinstance(item, dict):
                name = _string(item.get("name")) or _string(item.get("item"))
                if name and not name.startswith("http"):
                    names.append(name)
        if names:
            return tuple(names)
    return ()


def _article(
    node: dict[str, Any], kind: str, *, by_id: dict[str, dict[str, Any]], url: str, is_news: bool
) -> ArticleNode:
    others: list[tuple[str, str]] = []
    for key, role in (("editor", "editor"), ("contributor", "contributor"), ("translator", "translator")):
        others += [(party.name, role) for party in _parties(node.get(key), by_id)]
    authors = _parties(node.get("author"), by_id) or _parties(node.get("creator"), by_id)
    free = node.get("isAccessibleForFree")
    if isinstance(free, str):
        free = {"true": True, "false": False}.get(free.strip().lower())
    publisher = _parties(node.get("publisher"), by_id)
    return ArticleNode(
        type=kind,
        is_news=is_news,
        urls=_urls(node, url),
        headline=_string(node.get("headline")) or (_string(node.get("name")) if is_news else None),
        authors=authors,
        credits=tuple(others),
        published=_string(node.get("datePublished"))
        or _string(node.get("dateCreated"))
        or _string(node.get("uploadDate")),
        modified=_string(node.get("dateModified")),
        section=_string(node.get("articleSection")),
        tags=_tags(node.get("keywords")),
        image=_image(node.get("image"), by_id, url) or _image(node.get("thumbnailUrl"), by_id, url),
        body=_body(node.get("articleBody")),
        description=_string(node.get("description")),
        language=_language(node.get("inLanguage")),
        is_free=free if isinstance(free, bool) else None,
        publisher=publisher[0].name if publisher else None,
    )


def _body(value: Any) -> str | None:
    if isinstance(value, list):
        value = "\n\n".join(part for part in value[:2_000] if isinstance(part, str))
    if not isinstance(value, str) or not value.strip():
        return None
    return html.unescape(value).strip()


def _string(value: Any, depth: int = 0) -> str | None:
    """Return the text of a value that may be a string, a number, a list, or a language-tagged object."""
    if isinstance(value, list) and value and depth < 3:
        return _string(value[0], depth + 1)
    if isinstance(value, dict) and depth < 3:
        return _string(value.get("@value") or value.get("name"), depth + 1)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(int(value)) if abs(value) < 1e15 else None
    if isinstance(value, str):
        return clean_text(value[:20_000])[:4_000] or None
    return None


def _language(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("@id") or value.get("name")
    return _string(value)


def _parties(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> tuple[Party, ...]:
    if isinstance(value, list) and depth < 4:
        found = [party for item in value[:20] for party in _parties(item, by_id, depth + 1)]
        return tuple(dict.fromkeys(found))
    if isinstance(value, str):
        plain = clean_text(value[:2_000])
        if plain in by_id and depth < 4:
            return _parties(by_id[plain], by_id, depth + 1)
        return (Party(name=plain),) if plain else ()
    if not isinstance(value, dict):
        return ()
    kinds = {kind.lower() for kind in _types(value)}
    names = value.get("name")
    identity = value.get("@id")
    if not names and isinstance(identity, str) and identity in by_id and depth < 4 and by_id[identity] is not value:
        return _parties(by_id[identity], by_id, depth + 1)
    if not names:
        joined = f"{_string(value.get('givenName')) or ''} {_string(value.get('familyName')) or ''}".strip()
        names = joined or value.get("@value")
    kind = "person" if "person" in kinds else "organization" if any("organization" in k for k in kinds) else ""
    url = _string(value.get("url")) or None
    if isinstance(names, list):
        return tuple(Party(name=text, kind=kind, url=url) for name in names[:20] if (text := _string(name)))
    single = _string(names)
    return (Party(name=single, kind=kind, url=url),) if single else ()


def _urls(node: dict[str, Any], base: str) -> tuple[str, ...]:
    found = []
    page = node.get("mainEntityOfPage")
    if isinstance(page, dict):
        found += [page.get("@id"), page.get("url")]
    else:
        found.append(page)
    found += [node.get("url"), node.get("@id")]
    urls = []
    for address in found:
        text = _string(address)
        # "true" and bare identities such as "#article" name no page.
        if text and (text.startswith(("http", "/")) and len(text) < 2_000):
            try:
                urls.append(urljoin(base, text))
            except ValueError:
                continue
    return tuple(dict.fromkeys(urls))


def _tags(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in items[:100]:
        text = _string(item)
        if text:
            found += [part.strip() for part in text.split(",")]
    return tuple(dict.fromkeys(tag for tag in found if tag and len(tag) < 100))[:50]


def _image(value: Any, by_id: dict[str, dict[str, Any]], base: str, depth: int = 0) -> str | None:
    if isinstance(value, list) and value and depth < 4:
        return _image(value[0], by_id, base, depth + 1)
    if isinstance(value, dict) and depth < 4:
        identity = value.get("@id")
        if not value.get("url") and not value.get("contentUrl") and isinstance(identity, str) and identity in by_id:
            value = by_id[identity]
        return _image(value.get("url") or value.get("contentUrl"), by_id, base, depth + 1)
    if isinstance(value, str) and 0 < len(value) < 2_000:
        try:
            return urljoin(base, value.strip())
        except ValueError:
            return None
    return None
