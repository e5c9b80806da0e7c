"""The application with one route more, for benchmarks only: `POST /api/v1/noop` reads its JSON
body, answers, and does nothing else.
"""

import sys
from typing import Any

import uvicorn
from litestar import Litestar, post

from hotline.app import create_app
from hotline.config import Settings, read_settings
from hotline.web.budgets import Budgets
from hotline.web.guards import public

ANSWER = {
    "ticket_no": "2603090000018",
    "query_code": "000000",
    "status": "triage",
    "unit": "",
    "created": True,
}


@post("/api/v1/noop", guards=[public])
async def do_nothing(data: dict[str, Any]) -> dict[str, Any]:
    return ANSWER | {"read": len(data)}


def measured_app(settings: Settings, **options: Any) -> Litestar:
    """`create_app` with the no-op beside its own routes."""
    app = create_app(settings, **options)
    app.register(do_nothing)
    return app


def main() -> None:
    folder, database, port = sys.argv[1:4]
    app = measured_app(read_settings(folder, database or None), worker=True, writer=True)
    # One address sends all of it.
    app.state.budgets = Budgets({})
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
