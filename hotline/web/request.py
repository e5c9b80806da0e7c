"""The request of this application: it reads forms without keeping them.

Litestar's own reading of URL-encoded forms keeps the last 1,024 bodies of the process in a cache,
personal data and all.
"""

import codecs
import re
from collections.abc import AsyncGenerator
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, State
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, InternalServerException
from litestar.serialization import decode_json

from hotline.domain.errors import InvalidInput

FORM = RequestEncodingType.URL_ENCODED
QUOTED = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


class HotlineRequest(Request[Any, Any, State]):
    """`form` and, for pages, `json` give the fields of a URL-encoded body."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Who leaves while they send (a page that is closed) has made a bad request: no fault of
        the server, and nothing to tell its operator.
        """
        try:
            async for chunk in super().stream():
                yield chunk
        except InternalServerException as gone:
            raise ClientException("the connection ended before the body did") from gone

    async def form(self) -> FormMultiDict:
        """Raises InvalidInput for texts in another encoding than UTF-8."""
        if self.content_type[0] != FORM:
            try:
                return await super().form()
            except UnicodeDecodeError:
                raise _other_encoding() from None
        return FormMultiDict.from_form_data(fields_of(await self.body()))

    async def json(self) -> Any:
        """What handlers get as `data`: pages are sent forms, the API is sent JSON."""
        if self.content_type[0] != FORM or self.scope["path"].startswith("/api/"):
            return await self._json_of_body()
        return fields_of(await self.body())

    async def _json_of_body(self) -> Any:
        body = await self.body()
        if not body.startswith(codecs.BOM_UTF8):
            return await super().json()
        decoders = self.route_handler.type_decoders
        return decode_json(without_bom(body) or b"null", type_decoders=decoders)


def without_bom(body: bytes) -> bytes:
    """Some programs begin with the mark of UTF-8, which is no part of JSON."""
    return body.removeprefix(codecs.BOM_UTF8)


def fields_of(body: bytes) -> dict[str, Any]:
    """Value of each field, empty ones too; a list where a field stands several times.

    Raises InvalidInput for another encoding than UTF-8, whether it is quoted by % or not.
    """
    fields: dict[str, list[str]] = {}
    for pair in filter(None, body.split(b"&")):
        name, _, value = pair.partition(b"=")
        fields.setdefault(_text(name), []).append(_text(value))
    return {name: values if values[1:] else values[0] for name, values in fields.items()}


def _text(quoted: bytes) -> str:
    """As `urllib.parse.parse_qsl` reads it. That takes each %XX by itself, 15 ms of a long letter;
    here the signs that stand together are read at once.
    """
    plain = QUOTED.sub(
        lambda run: bytes.fromhex(run[0].replace(b"%", b"").decode()), quoted.replace(b"+", b" ")
    )
    try:
        return plain.decode()
    except UnicodeDecodeError:
        raise _other_encoding() from None


def _other_encoding() -> InvalidInput:
    return InvalidInput(
        "表单中的文字不是 UTF-8 编码，没有登记", field="(正文)", remedy="请用 UTF-8 编码重新提交"
    )
