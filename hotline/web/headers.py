"""Headers that every answer carries: nothing is loaded from elsewhere, nothing is framed but
signing in by a page of ours, nothing is guessed.
"""

from typing import Any

from litestar.datastructures import MutableScopeHeaders

POLICY = "; ".join(
    (
        "default-src 'self'",
        # the hash of an empty style element: charts make one and fill it rule by rule
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# Signing in again stands in a frame over the page whose session has ended.
FRAMED = frozenset({"/sign-in", "/sign-in/code", "/signed-in"})
SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
IN_FRAME = SECURITY | {
    "content-security-policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "x-frame-options": "SAMEORIGIN",
}


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


ENCODED, ENCODED_IN_FRAME = _encoded(SECURITY), _encoded(IN_FRAME)
# The chat of a city's own site asks from there; no cookie is sent along and none would count.
ACROSS_SITES = ("/public/api/",)
ENCODED_ACROSS = _encoded(
    {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, POST, PATCH",
        "access-control-allow-headers": "content-type",
        "access-control-max-age": "600",
    }
)


async def secure(message: Any, scope: Any) -> None:
    """Before the answer is sent.

    Answers are not kept by caches, except files of the page itself.
    """
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    headers.headers.extend(ENCODED_IN_FRAME if scope["path"] in FRAMED else ENCODED)
    if scope["path"].startswith(ACROSS_SITES):
        headers.headers.extend(ENCODED_ACROSS)
    if "cache-control" not in headers and not scope["path"].startswith("/static/"):
        headers.headers.append((b"cache-control", b"no-store"))
