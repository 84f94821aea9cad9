"""What is behind a URL: an article, a listing, a feed, something else? Judged by its shape and by what the site proved."""

from __future__ import annotations

import enum
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import attrs

from archive import canonical_url

#: URLs beyond these sizes are not news: 2,083 is what browsers once allowed, 12 folders twice the deepest permalink seen.
LONGEST_URL = 2083
DEEPEST_PATH = 12

_ASSET = re.compile(
    r"\.(?:css|js|mjs|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|woff2?|ttf|eot|otf|mp[34]|m4[av]|ogg|og[av]|wav|webm|avi|mov|mkv|flv"
    r"|pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|gz|tgz|tar|exe|apk|dmg|iso|csv|epub|swf|webmanifest)$",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"^(phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid|osgsid|cfid|cftoken|zenid)$", re.IGNORECASE
)
_ACTION_PATH = re.compile(
    r"/(?:wp-admin|wp-login\.php|wp-cron\.php|xmlrpc\.php|wp-content|wp-includes|login|logout|log-in|masuk|daftar|register|signup|sign-up|signin"
    r"|cart|keranjang|checkout|my-account|akun|account|search|pencarian|cari|cdn-cgi|administrator|admin|user/login|trackback|wp-comments-post\.php)(?:/|$)",
    re.IGNORECASE,
)
_ACTION_QUERY = frozenset(
    [
        "s",
        "q",
        "query",
        "search",
        "cari",
        "keyword",
        "replytocom",
        "share",
        "add-to-cart",
        "action",
        "do",
        "print",
        "cetak",
        "pdf",
        "format",
        "tmpl",
        "login",
        "redirect",
        "redirect_to",
        "return",
        "ref_src",
        "like_comment",
        "doing_wp_cron",
        "preview",
        "customize_changeset_uuid",
        "elementor-preview",
    ]
)
_ALTERNATE_PATH = re.compile(r"/(?:amp|embed|print|cetak|comment-page-\d+|trackback)/?$|/amp/", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"/(?:feed|rss|rss2|atom|rdf)(?:/(?:rss2?|atom|rdf))?/?$|\.(?:rss|atom|rdf)$|/(?:rss|atom|feed|index)\.(?:xml|json)$",
    re.IGNORECASE,
)
_SITEMAP_PATH = re.compile(r"sitemap[^/]*\.(?:xml|txt)(?:\.gz)?$|/sitemap/?$", re.IGNORECASE)
_LISTING_WORD = frozenset(
    [
        "category",
        "categories",
        "kategori",
        "kanal",
        "rubrik",
        "section",
        "sections",
        "seksi",
        "tag",
        "tags",
        "topik",
        "topic",
        "topics",
        "label",
        "labels",
        "author",
        "authors",
        "penulis",
        "profile",
        "user",
        "users",
        "indeks",
        "index",
        "index-berita",
        "index-news",
        "arsip",
        "archive",
        "archives",
        "terkini",
        "terbaru",
        "terpopuler",
        "populer",
        "popular",
        "latest",
        "trending",
        "news",
        "berita",
        "artikel",
        "page",
        "halaman",
        "all",
        "semua",
        "home",
        "beranda",
    ]
)
#: First folders below which a single page is a list, whatever the rest of the path looks like.
_LISTING_FOLDER = frozenset(
    [
        "category",
        "categories",
        "kategori",
        "tag",
        "tags",
        "topik",
        "topic",
        "topics",
        "label",
        "labels",
        "author",
        "authors",
        "penulis",
        "profile",
        "user",
        "users",
    ]
)
_CALENDAR = re.compile(r"/(?:agenda|kalender|calendar|events?|jadwal|kegiatan|acara)(?:/|$)", re.IGNORECASE)
_STATIC = re.compile(
    r"^(?:about|about-us|tentang|tentang-kami|redaksi|susunan-redaksi|redaksi-dan-alamat|box-redaksi|kontak|kontak-kami|kontak-iklan|contact|contact-us"
    r"|hubungi-kami|pedoman|pedoman-media-siber|pedoman-pemberitaan(?:-\w+)*|kode-etik(?:-\w+)*|disclaimer|sanggahan|privacy|privacy-policy|kebijakan-privasi|kebijakan"
    r"|terms|terms-of-(?:use|service)|terms-and-conditions|syarat-dan-ketentuan|ketentuan(?:-\w+)*|karir|karier|career|careers|iklan|pasang-iklan|info-iklan|advertise"
    r"|tarif-iklan|media-kit|faq|bantuan|help|sitemap|peta-situs|sample-page|laman-contoh|cookie-policy|rss|newsletter|berlangganan|subscribe|visi-misi"
    r"|profil|profil-perusahaan|company-profile|perlindungan-\w+|kontributor|donasi|donate|offline)(?:\.(?:html?|php))?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_PAGE_PATH = re.compile(r"/(?:page|halaman|hal)/(\d{1,6})/?$", re.IGNORECASE)
_PAGE_QUERY = frozenset(
    ["page", "paged", "halaman", "hal", "p", "pg", "start", "offset", "limitstart", "per_page", "pagenum", "pagina"]
)
_ARTICLE_QUERY = frozenset(
    [
        "p",
        "id",
        "idberita",
        "id_berita",
        "news_id",
        "newsid",
        "artikel",
        "article",
        "post_id",
        "read",
        "baca",
        "berita",
        "nid",
        "story",
    ]
)


class Kind(enum.StrEnum):
    """What a URL is believed to be."""

    ARTICLE = "article"
    LISTING = "listing"
    HOME = "home"
    FEED = "feed"
    SITEMAP = "sitemap"
    STATIC = "static page"
    ASSET = "asset"
    #: The same article in another dress (AMP, print, page of comments) or a picture's own page.
    ALTERNATE = "alternate"
    #: Login, search, share, cart: never fetched.
    ACTION = "action"
    CALENDAR = "calendar"
    OUTSIDE = "outside"
    TRAP = "trap"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Judgement:
    """What a URL is believed to be, and why."""

    kind: Kind
    reason: str


#: An address that is tidy already, as nearly all in feeds and sitemaps are (measured: a tenth of the time).
_TIDY = re.compile(
    r"https?://[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?::[1-9]\d{0,3})?(?=/)(?:/[\w%~-]+(?:\.[\w-]+)*)*/?\Z", re.ASCII
)


def tidy(url: str, *, base: str | None = None) -> str | None:
    """Return *url* absolute, without fragment and session number; None when it is no http(s) address.

    >>> tidy("../a/?PHPSESSID=1f#x", base="https://x.example/b/c/")
    'https://x.example/b/a/'
    """
    if len(url) <= LONGEST_URL and _TIDY.match(url):
        return url
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(joined)
        parts.port  # noqa: B018 - raises ValueError when it is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or len(joined) > LONGEST_URL:
        return None
    path = re.sub(r";(?:jsessionid|phpsessid)=[^/?]*", "", parts.path, flags=re.IGNORECASE)
    query = parts.query
    if query and "=" in query:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100) if query.count("&") < 100 else []
        if any(_SESSION.match(name) for name, _ in pairs):
            query = urlencode([(name, value) for name, value in pairs if not _SESSION.match(name)])
    return urlunsplit((parts.scheme, parts.netloc, path or "/", query, ""))


# Asked of the home page with every link, and of each link by several questions.
@lru_cache(maxsize=4096)
def _host(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = None if parts.port in {None, default, 80, 443} else parts.port
    return (parts.hostname or "").lower().rstrip(".").removeprefix("www."), port


@attrs.frozen(kw_only=True)
class Scope:
    """The hosts of one site: with and without www, http and https are the same; another port is another site."""

    home: str
    #: Further hosts that belong to the site, e.g. ``jatim.example.id``.
    hosts: tuple[str, ...] = ()
    #: A person's regular expressions over the whole URL: what is an article, what is never fetched.
    article: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def contains(self, url: str) -> bool:
        """Return whether *url* belongs to the site."""
        try:
            host, port = _host(url)
            own = _host(self.home)
        except ValueError:
            return False
        return (host, port) == own or (host in {h.lower().removeprefix("www.") for h in self.hosts} and port == own[1])

    def preferred(self, url: str) -> str:
        """Return *url* with the scheme and host spelling of the home page, where they differ only by www or http/https."""
        try:
            if _host(url) != _host(self.home):
                return url
        except ValueError:
            return url
        home, parts = urlsplit(self.home), urlsplit(url)
        return urlunsplit((home.scheme, home.netloc, parts.path or "/", parts.query, ""))


@lru_cache(maxsize=65536)
def page_key(url: str) -> str:
    """Return the identity the plan compares by: the canonical URL without scheme, www and closing slash.

    Raises:
        ValueError: If *url* is not an absolute http or https URL.

    >>> page_key("http://www.x.example/a/?utm_source=b") == page_key("https://x.example/a")
    True
    """
    parts = urlsplit(canonical_url(url))
    host, port = _host(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}{query}"


def _segment_shape(segment: str) -> str:
    stem, dot, extension = segment.rpartition(".")
    if not dot or len(extension) > 5 or not extension.isalpha():
        stem, extension = segment, ""
    suffix = f".{extension.lower()}" if extension else ""
    if stem.isdigit():
        return ("Y" if _YEAR.match(stem) else "D" if len(stem) <= 2 else "N") + suffix
    words = [word for word in re.split(r"[-_+]|%20", stem) if word]
    if len(words) >= 3 or len(stem) > 28:
        head = "N-" if words and words[0].isdigit() and len(words[0]) > 2 else ""
        tail = "-N" if words and words[-1].isdigit() and len(words[-1]) > 3 else ""
        return f"{head}S{tail}{suffix}"
    return ("W" if not any(c.isdigit() for c in stem) else "X") + suffix


def shape(url: str) -> str:
    """Return the pattern of a URL: ``/Y/D/D/S`` for ``/2024/06/14/banjir-di-kota-lama/``, ``/W/N/S`` for ``/read/123/a-b-c``.

    >>> shape("https://x.example/2024/06/14/banjir-di-kota-lama/")
    '/Y/D/D/S'
    """
    parts = urlsplit(url)
    segments = [_segment_shape(s) for s in parts.path.split("/") if s][:DEEPEST_PATH]
    if (
        "Y" in segments[:2]
        and len(segments) >= 3
        and segments[-1] in {"W", "X", "N", "D"}
        and segments[-2] in {"D", "Y", "W"}
        and segments.count("D") < 3
    ):
        segments[-1] = "S" if segments[-1] in {"W", "X"} else segments[-1]
    query = ""
    if parts.query:
        pairs = parse_qsl(parts.query, keep_blank_values=True)[:10] if parts.query.count("&") < 100 else []
        query = "?" + "&".join(f"{name}={'N' if value.isdigit() else 'S'}" for name, value in sorted(pairs))
    return "/" + "/".join(segments) + query


class Shapes:
    """What the URLs of proven articles of one site look like; bounded, learned from feeds, sitemaps and REST."""

    LARGEST = 200

    def __init__(self) -> None:
        self._articles: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def learn(self, url: str, *, is_article: bool = True) -> None:
        """Take in one proven URL."""
        counter = self._articles if is_article else self._others
        pattern = shape(url)
        if pattern in counter or len(counter) < self.LARGEST:
            counter[pattern] += 1

    def learn_all(self, urls: Iterable[str]) -> None:
        """Take in many proven article URLs."""
        for url in urls:
            self.learn(url)

    @property
    def total(self) -> int:
        """How many proven articles were seen."""
        return self._articles.total()

    def fits(self, url: str) -> bool:
        """Return whether *url* looks like the proven articles: its pattern makes up at least one in fifty of them."""
        pattern = shape(url)
        count = self._articles[pattern]
        return count > self._others[pattern] and count * 50 >= self.total


def _is_trap(url: str, segments: list[str]) -> str | None:
    if len(url) > LONGEST_URL:
        return "longer than 2,083 characters"
    if len(segments) > DEEPEST_PATH:
        return "more than 12 folders deep"
    repeated = Counter(segments)
    if segments and max(repeated.values()) >= 3:
        return "a folder repeats three times"
    pairs = Counter(itertools.pairwise(segments))
    if pairs and max(pairs.values()) >= 2 and len(segments) >= 5:
        return "a pair of folders repeats"
    return None


def _by_query(parts_query: str, path: str) -> Judgement | None:
    if not parts_query or parts_query.count("&") > 30:
        return Judgement(kind=Kind.TRAP, reason="too many parameters") if parts_query else None
    names = {name.lower(): value for name, value in parse_qsl(parts_query, keep_blank_values=True)}
    if "feed" in names:
        return Judgement(kind=Kind.FEED, reason="parameter feed")
    if names.keys() & {"attachment_id", "amp", "m", "output", "outputtype"} and not names.keys() & _ARTICLE_QUERY:
        return Judgement(kind=Kind.ALTERNATE, reason="another dress of a page")
    if names.keys() & _ACTION_QUERY:
        return Judgement(kind=Kind.ACTION, reason="search, share or another action")
    if names.keys() & {"cat", "tag", "author", "kategori", "category", "kanal", "label"} and not names.keys() & {
        "p",
        "id",
    }:
        return Judgement(kind=Kind.LISTING, reason="parameter of a category")
    article_names = {n for n in names.keys() & _ARTICLE_QUERY if names[n]}
    if article_names and (
        names[next(iter(article_names))].isdigit() or re.search(r"\w-\w+-\w", names[next(iter(article_names))])
    ):
        script = path.rsplit("/", 1)[-1].lower()
        if article_names == {"p"} and script not in {"", "index.php"}:
            return Judgement(kind=Kind.LISTING, reason="page number in the query")
        return Judgement(kind=Kind.ARTICLE, reason="article number in the query")
    if names.keys() & _PAGE_QUERY:
        return Judgement(kind=Kind.LISTING, reason="page number in the query")
    return None


def _by_path(path: str, segments: list[str]) -> Judgement | None:
    if _SITEMAP_PATH.search(path):
        return Judgement(kind=Kind.SITEMAP, reason="file name of a sitemap")
    if _ASSET.search(path):
        return Judgement(kind=Kind.ASSET, reason="file name of an asset")
    if _ACTION_PATH.search(path):
        return Judgement(kind=Kind.ACTION, reason="login, search or another action")
    if _FEED_PATH.search(path):
        return Judgement(kind=Kind.FEED, reason="path of a feed")
    if _ALTERNATE_PATH.search(path) or "attachment" in segments:
        return Judgement(kind=Kind.ALTERNATE, reason="another dress of a page")
    if _CALENDAR.search(path) and (len(segments) == 1 or all(s.isdigit() or len(s) < 12 for s in segments[1:])):
        return Judgement(kind=Kind.CALENDAR, reason="a calendar")
    if not segments or segments in (["index.php"], ["index.html"], ["index.htm"]):
        return Judgement(kind=Kind.HOME, reason="the front page")
    if _PAGE_PATH.search(path):
        return Judgement(kind=Kind.LISTING, reason="page number in the path")
    lowered = [s.lower() for s in segments]
    if (
        lowered[0] in _LISTING_FOLDER
        or (len(lowered) > 2 and lowered[1] in _LISTING_FOLDER)
        or lowered[-1] in _LISTING_WORD
    ):
        return Judgement(kind=Kind.LISTING, reason="folder of categories, tags or authors")
    if _STATIC.match(lowered[-1]) and len(segments) <= 2:
        return Judgement(kind=Kind.STATIC, reason="name of a static page")
    if lowered[0] in {"page", "pages", "laman", "p"} and len(segments) == 2 and not re.search(r"\d", segments[1]):
        return Judgement(kind=Kind.STATIC, reason="folder of static pages")
    return None


def _by_shape(pattern: str) -> Judgement:
    path = pattern.partition("?")[0]
    last = path.rsplit("/", 1)[-1]
    if re.fullmatch(r"/(?:W/)?Y(?:/D){0,2}", path):
        return Judgement(kind=Kind.LISTING, reason="archive by date")
    if "/Y/" in path and last.startswith(("S", "N", "W", "X", "D")):
        return Judgement(kind=Kind.ARTICLE, reason="date and slug in the path")
    if "S" in last and (last != "S" or path.count("/") >= 1):
        return Judgement(kind=Kind.ARTICLE, reason="slug of three words or more")
    if re.search(r"/N(?:/|$|\.)", path) or last.startswith("N"):
        return Judgement(kind=Kind.ARTICLE, reason="number in the path")
    if last.endswith((".html", ".htm", ".php", ".aspx")) and path.count("/") >= 2:
        return Judgement(kind=Kind.UNKNOWN, reason="a single file")
    if re.fullmatch(r"(?:/W){1,2}", path):
        return Judgement(kind=Kind.LISTING, reason="looks like a section")
    return Judgement(kind=Kind.UNKNOWN, reason="its shape says nothing")


def classify(url: str, *, scope: Scope, shapes: Shapes | None = None) -> Judgement:
    """Return what *url* is believed to be, and why.

    The order of the evidence: scope and traps, a person's rules, words whose meaning is fixed, what feeds, sitemaps
    and REST of this site proved, the general shape.
    """
    if not scope.contains(url):
        return Judgement(kind=Kind.OUTSIDE, reason="another site")
    parts = urlsplit(url)
    segments = [s for s in parts.path.split("/") if s]
    if why := _is_trap(url, segments):
        return Judgement(kind=Kind.TRAP, reason=why)
    if any(re.search(pattern, url) for pattern in scope.exclude):
        return Judgement(kind=Kind.ACTION, reason="excluded by the site file")
    if scope.article and any(re.search(pattern, url) for pattern in scope.article):
        return Judgement(kind=Kind.ARTICLE, reason="named an article by the site file")
    fixed = _by_query(parts.query, parts.path)
    if fixed and fixed.kind is not Kind.LISTING:
        return fixed
    by_path = _by_path(parts.path, segments)
    if by_path and not (by_path.kind is Kind.HOME and fixed):
        return by_path
    if fixed:
        return fixed
    if shapes is not None and shapes.total and shapes.fits(url):
        return Judgement(kind=Kind.ARTICLE, reason="looks like the proven articles")
    return _by_shape(shape(url))
