"""A rules engine in a web handler: the rules are a Scheme file, loaded once; each request is one call under limits.

    python rules_service.py [PORT]
    curl -d '{"customer": "regular", "total": 2000, "items": []}' http://127.0.0.1:8000/

`POST /` takes an order as JSON and answers with the price and the rules that applied.  What the rules refuse is 400, a
rule that does not end is 503; neither takes the service down.  Only the standard library's WSGI server is used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError

RULES = Path(__file__).with_name("discounts.scm")
Reply = tuple[str, dict[str, Any]]


class Rules:
    """The rules of a file, as a WSGI application."""

    def __init__(self, path: Path = RULES, seconds: float = 1.0) -> None:
        self.interpreter = Interpreter(grants=(), limits=Limits(seconds=seconds))
        self.interpreter.load(path)

    def reply(self, body: bytes) -> Reply:
        """The HTTP status and the JSON for the body of a request."""
        try:
            return "200 OK", self.interpreter.call("decide", json.loads(body))
        except ValueError:
            return "400 Bad Request", {"error": "the body is not JSON"}
        except LimitExceeded as error:
            return "503 Service Unavailable", {"error": str(error)}
        except SchemeError as error:
            return "400 Bad Request", {"error": str(error)}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        status, data = self.reply(environ["wsgi.input"].read(size))
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(data).encode()]


class Server(ThreadingMixIn, WSGIServer):
    """A server with a thread for each request: one interpreter serves them all."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """A handler that logs nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def serve(port: int = 0, rules: Rules | None = None) -> WSGIServer:
    """A server, bound and ready for `serve_forever`."""
    return make_server("127.0.0.1", port, rules or Rules(), Server, Quiet)


if __name__ == "__main__":
    with serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8000) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()
