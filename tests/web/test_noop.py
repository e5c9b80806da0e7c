"""The no-op, against which reports are measured, exists for the benchmark only."""

from litestar.testing import TestClient

from benchmarks.server import measured_app

URL = "/api/v1/noop"


def test_the_hotline_itself_has_no_such_route(web):
    assert web.client.post(URL, json={}).status_code == 404


def test_the_benchmark_adds_it(settings):
    with TestClient(measured_app(settings), base_url="http://hotline.test") as client:
        answer = client.post(URL, json={"text": "x", "phone": "1"})
    assert (answer.status_code, answer.json()["read"]) == (201, 2)
