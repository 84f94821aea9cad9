"""The demo's WordPress REST interface: posts with paging, sections, tags, writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from .answers import Answer, json_answer
from .content import Post
from .markup import excerpt, slugify


class Site(Protocol):
    """What the interface asks of its site."""

    base: str

    @property
    def posts(self) -> list[Post]:
        """Its posts, newest first."""

    @property
    def title(self) -> str:
        """Its name."""

    def url(self, post: Post) -> str:
        """Return the address of a post."""

    def content_html(self, post: Post, page: int | None = None) -> str:
        """Return the body of a post as HTML."""


def answer(site: Site, path: str, query: Mapping[str, str]) -> Answer:
    """Answer a GET below ``/wp-json``."""
    name = path.removeprefix("/wp-json").strip("/")
    if name == "":
        return json_answer(
            {
                "name": site.title,
                "url": site.base,
                "home": site.base,
                "gmt_offset": "7",
                "timezone_string": "Asia/Jakarta",
                "namespaces": ["oembed/1.0", "wp/v2"],
                "routes": {"/wp/v2/posts": {"namespace": "wp/v2", "methods": ["GET"]}},
            }
        )
    if name == "wp/v2/posts":
        return _posts(site, query)
    terms = _terms(site.posts)
    kind = name.removeprefix("wp/v2/")
    if kind in terms:
        rows = [{"id": number, "name": word, "slug": slugify(word)} for word, number in terms[kind].items()]
        return _paged(rows, query, url=f"{site.base}{path}")
    return json_answer(
        {"code": "rest_no_route", "message": "Rute tidak ditemukan.", "data": {"status": 404}}, status=404
    )


def _terms(posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    """Number the words by which posts are filed, the same way whatever order the posts have."""
    found = {
        "categories": {post.section for post in posts},
        "tags": {tag for post in posts for tag in post.tags},
        "users": {post.author for post in posts},
    }
    return {kind: {word: number for number, word in enumerate(sorted(words), start=2)} for kind, words in found.items()}


def _posts(site: Site, query: Mapping[str, str]) -> Answer:
    terms, posts = _terms(site.posts), site.posts
    try:
        if "after" in query:
            posts = [post for post in posts if post.published_at > _moment(query["after"], post.published_at)]
        if "before" in query:
            posts = [post for post in posts if post.published_at < _moment(query["before"], post.published_at)]
        if "modified_after" in query:
            posts = [post for post in posts if post.changed_at > _moment(query["modified_after"], post.changed_at)]
        if "include" in query:
            wanted = {int(number) for number in query["include"].split(",") if number}
            posts = [post for post in posts if post.id in wanted]
    except ValueError:
        return _invalid("rest_invalid_param")
    keys = {"id": lambda post: post.id, "modified": lambda post: (post.changed_at, post.id)}
    key = keys.get(query.get("orderby", "date"))
    if key is not None:
        posts = sorted(posts, key=key, reverse=True)
    if query.get("order") == "asc":
        posts = list(reversed(posts))
    rows = [_row(site, post, terms) for post in posts]
    fields = [name for name in query.get("_fields", "").replace(" ", "").split(",") if name]
    if fields:
        rows = [{name: value for name, value in row.items() if _is_wanted(name, fields)} for row in rows]
    return _paged(rows, query, url=f"{site.base}/wp-json/wp/v2/posts")


def _is_wanted(name: str, fields: Sequence[str]) -> bool:
    return any(name == field.split(".")[0] for field in fields)


def _moment(text: str, like: datetime) -> datetime:
    """Read a time; WordPress takes one without a zone as the site's own."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=like.tzinfo)


def _row(site: Site, post: Post, terms: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    def local(moment: datetime) -> str:
        return moment.strftime("%Y-%m-%dT%H:%M:%S")

    return {
        "id": post.id,
        "date": local(post.published_at),
        "date_gmt": local(post.published_at.astimezone(UTC)),
        "guid": {"rendered": f"{site.base}/?p={post.id}"},
        "modified": local(post.changed_at),
        "modified_gmt": local(post.changed_at.astimezone(UTC)),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": site.url(post),
        "title": {"rendered": post.title.replace("&", "&#038;")},
        "content": {"rendered": site.content_html(post), "protected": False},
        "excerpt": {"rendered": f"<p>{excerpt(post)}</p>\n", "protected": False},
        "author": terms["users"][post.author],
        "categories": [terms["categories"][post.section]],
        "tags": [terms["tags"][tag] for tag in post.tags],
    }


def _paged(rows: Sequence[dict[str, Any]], query: Mapping[str, str], *, url: str) -> Answer:
    """Cut one page out of *rows*, with the heads by which WordPress says how many there are."""
    try:
        size, number = int(query.get("per_page", "10")), int(query.get("page", "1"))
    except ValueError:
        return _invalid("rest_invalid_param")
    if not 1 <= size <= 100 or number < 1:
        return _invalid("rest_invalid_param")
    pages = (len(rows) + size - 1) // size
    if number > max(1, pages):
        return _invalid("rest_post_invalid_page_number")
    heads = [("X-WP-Total", str(len(rows))), ("X-WP-TotalPages", str(pages))]
    if number < pages:
        heads.append(("Link", f'<{url}?per_page={size}&page={number + 1}>; rel="next"'))
    return json_answer(list(rows[(number - 1) * size : number * size]), headers=tuple(heads))


def _invalid(code: str) -> Answer:
    return json_answer({"code": code, "message": "Parameter tidak valid.", "data": {"status": 400}}, status=400)
