"""What every test may use."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The newsroom is imported as ``tests.newsroom``, also where pytest is started by its own script.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def pytest_configure() -> None:
    """Take Ctrl-C back where a shell ignores it: what is started in the background inherits that, and so would our children."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture
def newsroom() -> Iterator[object]:
    """Return a well-behaved newsroom with twelve posts and every road."""
    from tests.newsroom import Newsroom

    with Newsroom() as room:
        yield room


@pytest.fixture(autouse=True)
def _operator_settings_do_not_reach_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's own settings must not decide what a test says."""
    for name in ("DNUSA_ARCHIVE", "DNUSA_CONTACT", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
