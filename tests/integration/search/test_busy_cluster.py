"""A cluster that takes part of a bulk request: what it was too busy for is sent again, what
stays is said.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analytics.search import elasticsearch_index
from analytics.search.base import EngineUnavailable
from analytics.search.elasticsearch import ElasticsearchEngine
from analytics.search.fields import SCHEMA_VERSION
from tests.support.tickets import ticket
from tests.support.unwell import HEADERS

BUSY = {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "queue full"}}
FULL = {
    "status": 429,
    "error": {
        "type": "cluster_block_exception",
        "reason": "FORBIDDEN/12/index read-only / allow delete (api)",
    },
}
WRONG = {
    "status": 400,
    "error": {"type": "document_parsing_exception", "reason": "failed to parse"},
}


@contextmanager
def cluster(*rounds: dict[str, dict]):
    """Its engine, and the ids of each bulk request; `rounds` has for each request what is
    refused, by id; the last stays.
    """
    sent: list[list[str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if "_bulk" in self.path:
                ids = [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]
                refused = rounds[min(len(sent), len(rounds) - 1)]
                sent.append(ids)
                answer = {
                    "items": [
                        {"index": {"_id": id_, **refused.get(id_, {"status": 201})}} for id_ in ids
                    ]
                }
            else:
                answer = {f"hotline-v{SCHEMA_VERSION}-0001-base": {"aliases": {"hotline": {}}}}
            self.send_response(200)
            for name, value in HEADERS.items():
                self.send_header(name, value)
            written = json.dumps(answer).encode()
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_GET = do_POST = do_PUT = do_any

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    engine = ElasticsearchEngine(f"http://127.0.0.1:{server.server_port}")
    try:
        yield engine, sent
    finally:
        engine.close()
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(elasticsearch_index, "_PAUSES", (0.01, 0.01, 0.01))


def test_only_what_was_refused_is_sent_again():
    with cluster({"2": BUSY}, {}) as (engine, sent):
        assert engine.index([ticket(1), ticket(2), ticket(3)]).written == 3
        assert sent == [["1", "2", "3"], ["2"]]


@pytest.mark.parametrize("refusal", [BUSY, FULL], ids=["busy", "disk full"])
def test_what_stays_refused_is_unavailable_and_not_the_documents_fault(refusal):
    with cluster({"2": refusal}) as (engine, sent):
        with pytest.raises(EngineUnavailable, match="拒绝写入 1 个文档"):
            engine.index([ticket(1), ticket(2)])
        assert sent[1:] == [["2"]] * 3


def test_a_faulty_document_is_not_sent_again():
    with cluster({"2": WRONG}) as (engine, sent):
        assert list(engine.index([ticket(1), ticket(2)]).failed) == [2]
        assert len(sent) == 1
