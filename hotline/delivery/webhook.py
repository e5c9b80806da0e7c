"""One webhook: signed by the Standard Webhooks and as Chatwoot signs, both over the same body."""

import base64
import binascii
import hashlib
import hmac
import http.client
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from hotline import __version__
from hotline.delivery.networks import Network, RefusedAddress
from hotline.delivery.posting import Posted, checked_url, post, why_unreached
from hotline.domain.deliveries import SendingOutcome, SendingResult
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import CITY_TIME

PREFIX = "whsec_"
GONE, TOO_MANY, AWAY = 410, 429, 503


def headers_of(secret: str, code: str, body: bytes, now: datetime) -> dict[str, str]:
    """All that a receiver needs to know that the body is ours, whole and of this moment; without a
    secret nothing is signed.
    """
    stamp = str(int(now.replace(tzinfo=CITY_TIME).timestamp()))
    plain = {
        "Content-Type": "application/json",
        "User-Agent": f"hotline/{__version__}",
        "webhook-id": code,
        "webhook-timestamp": stamp,
    }
    if not secret:
        return plain
    signed = hmac.digest(_key(secret), f"{code}.{stamp}.".encode() + body, hashlib.sha256)
    hexed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return plain | {
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        "X-Chatwoot-Delivery": code,
        "X-Chatwoot-Timestamp": stamp,
        "X-Chatwoot-Signature": f"sha256={hexed}",
    }


def send_webhook(
    url: str,
    secret: str,
    code: str,
    body: bytes,
    now: datetime,
    allowed: Sequence[Network],
) -> SendingResult:
    """Never raises for what a receiver does or fails to do."""
    try:
        answer = post(checked_url(url), body, headers_of(secret, code, body, now), allowed=allowed)
    except (InvalidInput, RefusedAddress) as error:
        return SendingResult(SendingOutcome.REFUSED, reason=error.message)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return SendingResult(SendingOutcome.LATER, reason=why_unreached(error))
    return _result(answer)


def _result(answer: Posted) -> SendingResult:
    """Whatever is not 2xx was not taken; a redirect neither: whom it leads to nobody has named."""
    status = answer.status
    if 200 <= status < 300:
        return SendingResult(SendingOutcome.DONE, status)
    if status == GONE:
        return SendingResult(SendingOutcome.REFUSED, status, reason="对方已停用这个地址")
    wait = _wait(answer.headers) if status in (TOO_MANY, AWAY) else None
    return SendingResult(SendingOutcome.LATER, status, reason=f"对方返回 {status}", wait=wait)


def _wait(headers: Mapping[str, str]) -> timedelta | None:
    text = headers.get("retry-after", "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) < 7
    return timedelta(seconds=int(text)) if is_number else None


def _key(secret: str) -> bytes:
    """The bytes that a `whsec_` stands for; any other secret is its own bytes."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
