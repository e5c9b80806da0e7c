"""Bodies that are read by hand: a mapping of field to value, from JSON or from a form."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import Request

from hotline.desk.desk import Desk
from hotline.domain.attachments import File
from hotline.domain.errors import InvalidInput
from hotline.domain.value_names import named
from hotline.web.chats import read_form
from hotline.web.request import without_bom

MULTIPART = "multipart/form-data"
FORMS = ("application/x-www-form-urlencoded", MULTIPART)


async def read_mapping(
    request: Request[Any, Any, Any], *, may_be_empty: bool = False
) -> Mapping[str, Any]:
    """Raises InvalidInput for a body that is no JSON object; with `may_be_empty` no body at all is
    one without fields.

    What its fields hold is for others to check.
    """
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind in FORMS:
        return {name: value for name, value in (await request.form()).items() if name != "_csrf"}
    body = await request.body()
    if may_be_empty and not body.strip():
        return {}
    if kind not in ("application/json", "text/plain") and not kind.endswith("+json"):
        raise InvalidInput(
            f"不支持的格式“{kind[:60]}”", field="Content-Type", remedy="请用 application/json 提交"
        )
    return _mapping(body)


async def read_form_or_mapping(
    request: Request[Any, Any, Any], desk: Desk
) -> tuple[Mapping[str, Any], Sequence[File]]:
    """Fields of JSON or a form, and the files of a form with photos. Raises InvalidInput."""
    if request.headers.get("content-type", "").startswith(MULTIPART):
        return await read_form(request, desk)
    return await read_mapping(request), ()


def _mapping(body: bytes) -> Mapping[str, Any]:
    try:
        data = msgspec.json.decode(without_bom(body))
    except RecursionError:
        raise InvalidInput(
            "正文的括号嵌套过深", field="(正文)", remedy='请用一层字段，如 {"text": "……"}'
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        where = str(error).rpartition("(")[2].rstrip(")") if "(byte" in str(error) else ""
        place = f"（{where.replace('byte', '第')} 字节附近）" if where else ""
        raise InvalidInput(
            f"正文不是有效的 JSON{place}",
            field="(正文)",
            remedy="请检查引号、逗号、括号和 UTF-8 编码",
        ) from None
    if not isinstance(data, Mapping):
        raise InvalidInput(
            f"正文应为 JSON 对象，收到的是 {named(data)}",
            field="(正文)",
            remedy='如 {"text": "……"}',
        )
    return data
