"""The demo's site on a loopback port: an HTTP/1.1 server in a thread, for the demo and for tests."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from .answers import Answer

if TYPE_CHECKING:
    from types import TracebackType

#: From a request's target and its head (names in lower case) to the answer.
Respond = Callable[[str, Mapping[str, str]], Answer]


class SiteServer:
    """Serve answers on ``http://127.0.0.1:PORT`` while its ``with`` block runs.

    The site needs to know its own address, so it is given after the port is known: set ``respond`` before the first
    request.
    """

    def __init__(self, *, port: int = 0, handler: type[SiteHandler] | None = None) -> None:
        self.respond: Respond = _unready
        self._server = _Server(("127.0.0.1", port), handler or SiteHandler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def _unready(_target: str, _headers: Mapping[str, str]) -> Answer:
    return Answer(status=503, headers=(("Retry-After", "1"),))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    #: server_close must not wait for a client that keeps its connection open.
    block_on_close = False
    owner: SiteServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about clients that hang up."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class SiteHandler(BaseHTTPRequestHandler):
    """Sends the answers of its server's ``respond``; tests derive one that sends them badly."""

    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    #: An idle connection is closed after this many seconds.
    timeout = 10
    server: _Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self.send_answer(self._ask(), with_body=True)

    def do_HEAD(self) -> None:
        """Answer a HEAD."""
        self.send_answer(self._ask(), with_body=False)

    def _ask(self) -> Answer:
        return self.server.owner.respond(self.path, {name.lower(): value for name, value in self.headers.items()})

    def send_answer(self, answer: Answer, *, with_body: bool) -> None:
        """Send *answer* as it should be sent."""
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body and answer.status != 304:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it overrides has
        """Say nothing: the crawl log is the record."""
