"""Whatever is sent to the addresses of the OpenAPI, nothing is a fault of the server, and the
answer is one that the OpenAPI tells.

HOTLINE_EXAMPLES=1000 makes these the nightly run.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hotline.operation.work_queue import run_once
from hotline.web.budgets import Budgets
from tests.support.generated_requests import generated_requests

EXAMPLES = int(os.environ.get("HOTLINE_EXAMPLES", "10"))
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PARTS = {
    "tickets in the API": lambda path: path.startswith("/api/v1/tickets"),
    "the rest of the API": lambda path: (
        path.startswith("/api/") and not path.startswith("/api/v1/tickets")
    ),
    "pages": lambda path: not path.startswith("/api/"),
}


@pytest.fixture
def openapi(web):
    """The document as a program reads it; figures can be asked for, strangers ask as they like."""
    web.app.state.budgets = Budgets({})
    web.report()
    run_once(web.app.state.database, web.app.state.engine)
    return schemathesis.openapi.from_dict(web.client.get("/schema/openapi.json").json())


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_nothing_that_is_sent_is_a_fault_of_the_server(web, openapi, subtests, part):
    known = {"no": web.report(), "cycle": "1", "number": "1"}
    operations = [result.ok() for result in openapi.get_all_operations()]
    operations = [operation for operation in operations if PARTS[part](operation.path)]
    assert len(operations) > 30
    for operation in operations:
        with subtests.test(operation.label):
            _send_many(web, operation, known)


def _send_many(web, operation, known):
    checks = CHECKS if operation.path.startswith("/api/") else [not_a_server_error]

    @given(request=generated_requests(operation, known))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=EXAMPLES <= 20,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    def send(request):
        answer = _answer(web, request)
        assert "Traceback" not in answer.text
        request.case.validate_response(answer, checks=checks)
        if answer.status_code >= 400 and operation.path.startswith("/api/"):
            assert answer.json()["status"] == answer.status_code
            assert answer.json()["detail"]

    send()


def _answer(web, request):
    sent = request.case.as_transport_kwargs(base_url="http://hotline.test")
    sent.pop("cookies", None)
    sent["headers"] = {**sent.get("headers", {}), **web.as_(request.who)}
    if request.raw is not None:
        sent = {key: sent[key] for key in ("method", "url", "headers") if key in sent}
        sent["content"] = request.raw
    if isinstance(sent.get("data"), bytes | str):
        sent["content"] = sent.pop("data")
    return web.client.request(**sent, follow_redirects=False)


def test_every_method_on_every_address_is_answered(web, openapi):
    for path in openapi.raw_schema["paths"]:
        address = path.replace("{", "").replace("}", "")
        for method in METHODS:
            answer = web.client.request(method, address, follow_redirects=False)
            assert answer.status_code < 500, (method, path)
            if answer.status_code == 405:
                assert method not in answer.headers["allow"], path
