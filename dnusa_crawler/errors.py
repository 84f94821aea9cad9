"""Every error the crawler raises on purpose.

The tree is cut by what the caller can do::

    CrawlerError              the base: one clear line for a person
    +-- SiteFileError         a site file with a mistake: mend the named line
    +-- SettingsError         a setting that is missing or cannot be used: set it
    +-- SiteUnusableError     a site that does not answer or has no articles: check the URL
    +-- AddressRefusedError   the address guard refused a connection: not retried
    +-- ReaderUnusableError   the reader fails on most pages: install dnusa anew
    +-- SecureConnectionError the certificate or the TLS handshake failed: not the site, or its certificate has lapsed
"""

from __future__ import annotations


class CrawlerError(Exception):
    """The crawler could not do what was asked; the message is one line for a person."""


class SiteFileError(CrawlerError):
    """A site file has a mistake."""


class SettingsError(CrawlerError):
    """A setting is missing or cannot be used."""


class SiteUnusableError(CrawlerError):
    """A site does not answer, answers nonsense or has no articles."""


class ReaderUnusableError(CrawlerError):
    """The reader fails on most pages; nothing was replaced."""


class AddressRefusedError(CrawlerError):
    """A connection to an address that is not admitted was refused."""


class SecureConnectionError(CrawlerError):
    """A TLS connection could not be made: the certificate is not accepted, or the handshake failed."""
