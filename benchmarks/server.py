"""The application with one route more: a POST that reads its JSON body and answers, and does
nothing else.
"""

import sys
from typing import Any

import uvicorn
from litestar import post

from hotline.app import create_app
from hotline.config import read_settings
from hotline.web.budgets import Budgets
from hotline.web.guards import public

ANSWER = {
    "ticket_no": "2603090000018",
    "query_code": "000000",
    "status": "triage",
    "unit": "",
    "created": True,
}


@post("/benchmark/noop", guards=[public])
async def noop(data: dict[str, Any]) -> dict[str, Any]:
    return ANSWER | {"read": len(data)}


def main() -> None:
    folder, database, port = sys.argv[1:4]
    app = create_app(read_settings(folder, database or None), worker=True, writer=True)
    app.register(noop)
    # One address sends all of it.
    app.state.budgets = Budgets({})
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
