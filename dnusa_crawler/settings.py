"""Scrapy settings of every crawl, politeness first, with the reason beside each number.

Scrapy's own follow-ups (redirects, retries, cookies, decompression, robots.txt, depth, off-site filter) are off: each of
them would make or change requests outside the frontier, where every URL has exactly one outcome.
"""

BOT_NAME = "dnusa"
SPIDER_MODULES = ["dnusa_crawler.spiders"]
# `scrapy crawl news -a site=NAME` ends with the line and the status of `dnusa crawl NAME`.
COMMANDS_MODULE = "dnusa_crawler.scrapy_commands"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# The wire is teed below the HTTP client: the record is what crossed it.
DOWNLOAD_HANDLERS = {
    "http": "dnusa_crawler.capture.handler.ExactDownloadHandler",
    "https": "dnusa_crawler.capture.handler.ExactDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
# The queue is the archive's frontier; Scrapy asks it for the next request.
SCHEDULER = "dnusa_crawler.scheduling.FrontierScheduler"
# One site, one delay, no middlewares.
DOWNLOADER = "dnusa_crawler.downloading.SiteDownloader"

# One connection and a delay per site; a site file or robots.txt makes the delay longer.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
# The frontier holds the politeness; this only bounds one site's requests in flight.
CONCURRENT_REQUESTS = 16

# The spider yields no items; Scrapy would start this many tasks for each answer to wait for them (measured: 3 ms a page).
CONCURRENT_ITEMS = 1

# Scrapy would look up the source of the callback for each answer, to warn of a mistake we do not make (measured: a
# sixth of the crawler's own processor time).
WARN_ON_GENERATOR_RETURN_VALUE = False

# A local paper's slowest page is seconds away; two minutes in all end a stalled connection.
DOWNLOAD_TIMEOUT = 60
# Largest body on the wire; what is longer is kept as far as it came (WARC-Truncated: length).
DOWNLOAD_MAXSIZE = 20 << 20
DOWNLOAD_WARNSIZE = 0

ROBOTSTXT_OBEY = False  # obeyed by the spider, where a refusal becomes an outcome
COOKIES_ENABLED = False  # no session: what every reader sees
REDIRECT_ENABLED = False
RETRY_ENABLED = False
COMPRESSION_ENABLED = False
HTTPERROR_ALLOW_ALL = True
METAREFRESH_ENABLED = False
DNSCACHE_ENABLED = True
# The usual resolver knows IPv4 only, and some sites have IPv6 only. The guard decides on the address either way.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
TELNETCONSOLE_ENABLED = False
LOGSTATS_INTERVAL = 0

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    # What the reader can undo in bounds; the record keeps it as sent.
    "Accept-Encoding": "gzip, deflate",
}
LOG_LEVEL = "WARNING"
# Logging is set up by the command, once.
LOG_INSTALL_ROOT_HANDLER = False
