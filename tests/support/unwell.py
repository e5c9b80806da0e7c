"""A server that is unwell: it takes requests as Elasticsearch does and answers each as it was
told.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEADERS = {
    "X-Elastic-Product": "Elasticsearch",
    "Content-Type": "application/vnd.elasticsearch+json;compatible-with=8",
}
ERROR = '{"error": {"type": "unwell", "reason": "told to be"}, "status": 0}'


@contextmanager
def unwell_server(answer: str) -> Iterator[str]:
    """Its address.

    `answer`: a status code, "slow", "cut", "garbage" or "stranger" (not an Elasticsearch).
    """

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            if answer == "cut":
                self.connection.close()
                return
            if answer == "slow":
                time.sleep(3)
            self._answer(int(answer) if answer.isdigit() else 200)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_any

        def _answer(self, status: int) -> None:
            body = ("<html>proxy error" if answer == "garbage" else ERROR).encode()
            self.send_response(status)
            for name, value in ({} if answer == "stranger" else HEADERS).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
