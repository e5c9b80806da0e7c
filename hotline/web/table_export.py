"""Every page of staff as a workbook: `workbook=1` in its address gives its tables instead.

One mechanism for all lists and tables: the page decides who sees what, and what it shows is what is
taken along, marked with login and time, and in the access log.
"""

import asyncio
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar.types import ASGIApp, Message, Receive, Send

from hotline.domain.audit import AuditKind
from hotline.domain.roles import Actor
from hotline.papers.printers import PRINTERS
from hotline.storage.audit import note
from hotline.web.papers.page_tables import FLAG, tables_paper
from hotline.web.papers.paper_file import headers_of


def exported(app: ASGIApp) -> ASGIApp:
    """The application, whose pages answer with their tables where the address says so."""

    async def answer(scope: Any, receive: Receive, send: Send) -> None:
        is_read = scope["type"] == "http" and scope["method"] == "GET"
        if not is_read or not _take_flag(scope):
            await app(scope, receive, send)
            return
        page = _Page(scope, send)
        await app(scope, receive, page.take)

    return answer


def _take_flag(scope: Any) -> bool:
    """Takes the flag out of the address: no page knows it."""
    query = scope["query_string"].decode("latin-1")
    if FLAG not in query:
        return False
    pairs = parse_qsl(query, keep_blank_values=True)
    rest = [pair for pair in pairs if pair != (FLAG, "1")]
    scope["query_string"] = urlencode(rest).encode()
    return len(rest) != len(pairs)


class _Page:
    """What a page sends, kept until it is whole; anything but a page of staff goes on as it is."""

    def __init__(self, scope: Any, send: Send) -> None:
        self._scope, self._send = scope, send
        self._start: Any = None
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_page(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message["body"]
            if not message["more_body"]:
                await self._send_workbook()

    def _is_page(self, start: Any) -> bool:
        kind = dict(start["headers"]).get(b"content-type", b"")
        is_html = start["status"] == 200 and kind.startswith(b"text/html")
        return is_html and isinstance(self._scope.get("user"), Actor)

    async def _send_workbook(self) -> None:
        file, headers = await asyncio.to_thread(self._workbook)
        names = {name for name, _ in headers} | {b"content-length", b"content-encoding"}
        kept = [pair for pair in self._start["headers"] if pair[0].lower() not in names]
        length = (b"content-length", str(len(file)).encode())
        self._start["headers"] = [*kept, *headers, length]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": file, "more_body": False})

    def _workbook(self) -> tuple[bytes, list[tuple[bytes, bytes]]]:
        state, actor = self._scope["litestar_app"].state, self._scope["user"]
        desk = state.desks()
        paper = tables_paper(self._body.decode(), actor, desk)
        make, _ = PRINTERS["xlsx"]
        tables = [table for section in paper.sections for table in section.tables]
        details: dict[str, Any] = {
            "tables": len(tables),
            "rows": sum(len(table.rows) for table in tables),
        }
        subject = f"page {self._scope['path'][:80]}"
        with state.database.writing() as session:
            note(
                session, AuditKind.EXPORT, desk.now(), actor=actor.login, subject=subject, **details
            )
        headers = headers_of("xlsx", f"{paper.title}{desk.now():%Y%m%d%H%M}")
        return make(paper), [
            (name.lower().encode(), value.encode()) for name, value in headers.items()
        ]
