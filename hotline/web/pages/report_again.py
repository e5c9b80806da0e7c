"""The same words sent again within minutes, by the same browser: its own ticket is shown instead.

A sealed cookie tells it: whoever types the words of somebody else learns nothing.
"""

import hashlib
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.reports import IncomingReport

COOKIE = "hotline_report"
LASTS = timedelta(minutes=10)
LONGEST = 2000


class LastReport(msgspec.Struct, frozen=True):
    """What this browser sent last: digests of its words and of the key of its form."""

    no: str
    text: str
    key: str
    at: datetime


_decode = msgspec.json.Decoder(LastReport).decode


def sent_again(
    request: ASGIConnection[Any, Any, Any, Any], desk: Desk, report: IncomingReport, key: str
) -> LastReport | None:
    """The report that this one repeats; the same form sent twice repeats nothing, it is one."""
    last = _last(request.cookies.get(COOKIE, ""), desk)
    if last is None or not timedelta(0) <= desk.now() - last.at <= LASTS:
        return None
    return last if last.text == _digest(_words(report.text)) and last.key != _digest(key) else None


def last_report_cookie(
    request: ASGIConnection[Any, Any, Any, Any],
    desk: Desk,
    report: IncomingReport,
    *,
    key: str,
    no: str,
) -> Cookie:
    last = LastReport(no, _digest(_words(report.text)), _digest(key), desk.now())
    sealed = desk.vault.seal(msgspec.json.encode(last))
    return Cookie(
        COOKIE,
        value=urlsafe_b64encode(sealed).decode(),
        path="/report",
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        secure=request.scope["scheme"] == "https",
        samesite="strict",
    )


def _words(text: str) -> str:
    """Blanks, widths and marks make no other words."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def _last(value: str, desk: Desk) -> LastReport | None:
    if not value or len(value) > LONGEST:
        return None
    try:
        return _decode(desk.vault.unseal(urlsafe_b64decode(value)))
    except (Error, ValueError, msgspec.DecodeError, HotlineError):
        return None


def _digest(text: str) -> str:
    """Of the words without blanks and breaks."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:32]
