"""Speak with a WordPress site: find its REST interface, build its addresses, read its answers.

Where REST is switched off, the Atom feed obeys the same query variables as every WordPress listing, so
``/feed/atom/?orderby=modified+ID&order=DESC&paged=N`` names what changed last, with times of change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from archive import Purpose, Road

from .classify import tidy
from .markup import strip_tags
from .values import Found, Link, Site

#: The interface gives at most 100 items a page (developer.wordpress.org/rest-api/using-the-rest-api/pagination).
PER_PAGE = 100
#: Everything discovery needs; whole posts are fetched as pages, so their text is left out (measured: 1/40 of the bytes).
FIELDS = "id,link,date_gmt,modified_gmt,slug,title,status,sticky,type,content.protected"

_API_REL = "https://api.w.org/"


def api_root(*, url: str, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> str | None:
    """Return the address of the REST interface that a page names, or None.

    Looks at the ``Link`` header and at ``<link rel="https://api.w.org/">``, as WordPress documents for discovery.

    >>> api_root(url="https://x.example/", headers=[("Link", '<https://x.example/wp-json/>; rel="https://api.w.org/"')])
    'https://x.example/wp-json/'
    """
    for name, value in headers:
        if name.lower() == "link" and _API_REL in value:
            for part in value.split(","):
                if _API_REL in part and (match := re.search(r"<([^<>]+)>", part)):
                    return tidy(match[1], base=url)
    for found in re.finditer(rb"<link\b[^<>]{0,500}>", body[:262144], re.IGNORECASE):
        tag = found[0].decode("utf-8", errors="replace")
        if _API_REL in tag and (href := re.search(r"""href\s*=\s*["']([^"']+)["']""", tag, re.IGNORECASE)):
            return tidy(href[1].replace("&#038;", "&").replace("&amp;", "&"), base=url)
    return None


def guessed_roots(home: str) -> tuple[str, str]:
    """Return where the interface stands when no page names it: with and without pretty addresses."""
    return urljoin(home, "wp-json/"), urljoin(home, "?rest_route=/")


def _endpoint(root: str, path: str, query: list[tuple[str, str]]) -> str:
    """Return the address of *path* below *root*, in either form of root."""
    parts = urlsplit(root)
    own = parse_qsl(parts.query, keep_blank_values=True)
    if any(name == "rest_route" for name, _ in own):
        own = [(name, f"{value.rstrip('/')}/{path}" if name == "rest_route" else value) for name, value in own]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(own + query, safe="/,"), ""))
    return urlunsplit(
        (parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{path}", urlencode(own + query, safe="/,"), "")
    )


def posts_url(
    root: str, *, page: int = 1, orderby: str = "modified", order: str = "desc", ids_only: bool = False
) -> str:
    """Return the address of one page of the collection of posts.

    Args:
        root: The interface's address, ``…/wp-json/`` or ``…/?rest_route=/``.
        page: From 1.
        orderby: ``modified``, ``id`` or ``date``. By ``id`` ascending is stable while new posts come in.
        order: ``asc`` or ``desc``.
        ids_only: Ask for ids and links alone: for counting what is still there.
    """
    fields = "id,link" if ids_only else FIELDS
    query = [
        ("per_page", str(PER_PAGE)),
        ("page", str(page)),
        ("orderby", orderby),
        ("order", order),
        ("_fields", fields),
    ]
    return _endpoint(root, "wp/v2/posts", query)


def modified_feed_url(home: str, *, page: int = 1) -> str:
    """Return the address of one page of the Atom feed ordered by time of change, newest first."""
    return ordered_feed_url(home, page=page, orderby="modified ID", order="DESC")


def ordered_feed_url(home: str, *, page: int, orderby: str, order: str) -> str:
    """Return the address of one page of the Atom feed in a given order.

    Args:
        home: Address of the front page.
        page: From 1.
        orderby: ``modified ID`` or ``date ID``: with the id as the second key, because pages of an order with ties are cut
            anew for each request, and posts saved in the same second would be skipped or named twice.
        order: ``ASC`` or ``DESC``.
    """
    query = urlencode({"orderby": orderby, "order": order, "paged": str(page)})
    return urljoin(home, f"feed/atom/?{query}")


def paged_feed_url(feed: str, page: int) -> str:
    """Return page *page* of a WordPress feed (``?paged=N``)."""
    parts = urlsplit(feed)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paged"]
    if page > 1:
        query.append(("paged", str(page)))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def _gmt(value: object) -> str:
    """Return WordPress's ``date_gmt`` (UTC without a zone) as ISO 8601 with one; empty for the zero date."""
    if (
        not isinstance(value, str)
        or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", value)
        or value.startswith("0000")
    ):
        return ""
    return f"{value}+00:00"


def _post_link(post: dict[str, object], url: str, position: int) -> Link | None:
    identifier, address = post.get("id"), post.get("link")
    target = tidy(address, base=url) if isinstance(address, str) else None
    if not isinstance(identifier, int) or target is None:
        return None
    if post.get("status", "publish") != "publish":
        return None
    title = post.get("title")
    content = post.get("content")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    hints = {
        "external_id": f"wp:{identifier}",
        "title": strip_tags(rendered) if isinstance(rendered, str) else "",
        "published": _gmt(post.get("date_gmt")),
        "modified": _gmt(post.get("modified_gmt")),
        "protected": "yes" if isinstance(content, dict) and content.get("protected") is True else "",
    }
    return Link(
        url=target,
        road=Road.REST,
        purpose=Purpose.PAGE,
        hints={key: value for key, value in hints.items() if value},
        via=url,
        position=position,
        reason="post of the REST interface",
    )


def _root_facts(answer: dict[str, object]) -> dict[str, str]:
    """Return what the interface's front door says of the site."""
    facts = {"kind": "root"}
    for key in ("name", "description", "home", "timezone_string", "gmt_offset"):
        value = answer.get(key)
        if isinstance(value, str | int | float) and str(value).strip():
            facts[key] = str(value).strip()[:300]
    namespaces = answer.get("namespaces")
    if isinstance(namespaces, list):
        facts["namespaces"] = " ".join(str(name) for name in namespaces[:50])
    return facts


def links(body: bytes, *, url: str, site: Site | None = None, headers: Iterable[tuple[str, str]] = ()) -> Found:  # noqa: ARG001
    """Return the posts of one REST answer, or the facts of the interface's front door.

    ``facts``: ``kind`` (``posts``, ``root`` or ``error``), ``total`` and ``total_pages`` from ``X-WP-Total`` and
    ``X-WP-TotalPages``, ``name``, ``timezone_string``, ``gmt_offset``. Protected posts carry the hint ``protected``.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Found(problems=(f"not readable as JSON: {str(error)[:80]}",))
    if isinstance(answer, dict):
        if "namespaces" in answer:
            return Found(facts=_root_facts(answer))
        code = str(answer.get("code", ""))[:80]
        return Found(
            problems=(f"the interface refuses: {code or 'no list of posts'}",), facts={"kind": "error", "code": code}
        )
    if not isinstance(answer, list):
        return Found(problems=("not a list of posts",))
    lowered = {name.lower(): value.strip() for name, value in headers}
    facts = {"kind": "posts"}
    for header, key in (("x-wp-total", "total"), ("x-wp-totalpages", "total_pages")):
        if lowered.get(header, "").isdigit():
            facts[key] = lowered[header][:9]
    found: list[Link] = []
    problems: list[str] = []
    # A proxy may answer with more than was asked for; ten pages' worth is enough of that.
    for position, post in enumerate(answer[: PER_PAGE * 10]):
        link = _post_link(post, url, position) if isinstance(post, dict) else None
        if link is None:
            if len(problems) < 20:
                problems.append(f"item {position} is no public post")
            continue
        found.append(link)
    return Found(links=tuple(found), problems=tuple(problems), facts=facts)
