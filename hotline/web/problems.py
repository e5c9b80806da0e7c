"""One table: which error becomes which HTTP status, type and title, and what its problem
document says (RFC 9457).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar.exceptions import HTTPException, ValidationException
from sqlalchemy.exc import DataError, OperationalError

from hotline.domain.errors import (
    Conflict,
    HotlineError,
    IllegalTransition,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooMany,
    Unanswered,
    Unavailable,
)
from hotline.web.action_names import ACTION_NAMES, OFFERED
from hotline.web.labels import ROLE, STATUS

# class -> (status, type, title); the first class that fits counts
TABLE: tuple[tuple[type[Exception], int, str, str], ...] = (
    (InvalidInput, 400, "invalid-input", "输入有误"),
    (NotSignedIn, 401, "not-signed-in", "未登录"),
    (NotAllowed, 403, "not-allowed", "无权办理"),
    (NotFound, 404, "not-found", "未找到"),
    (IllegalTransition, 409, "illegal-transition", "当前状态不能这样办理"),
    (Unanswered, 409, "unanswered", "需要先确认"),
    (Conflict, 409, "conflict", "内容已变化"),
    (TooMany, 429, "too-many", "次数过多"),
    (Unavailable, 503, "unavailable", "暂不可用"),
    (DataError, 400, "invalid-input", "输入有误"),
    (OperationalError, 503, "unavailable", "暂不可用"),
    (RecursionError, 400, "invalid-input", "输入有误"),
)
# What is told of errors that are not the hotline's own: detail, remedy, headers.
FOREIGN: Mapping[type[Exception], tuple[str, str, dict[str, str]]] = {
    DataError: ("输入中有无法保存的字符或数值", "请检查各字段后重试", {}),
    RecursionError: ("正文的括号嵌套过深", "请按 /schema/openapi.json 的格式提交", {}),
    OperationalError: ("数据库暂时无法访问", "请稍后重试", {"Retry-After": "10"}),
}
HTTP_TITLES = {
    400: ("输入有误", "请求无法识别，请检查格式与字段"),
    404: ("未找到", "没有这个地址，请核对网址"),
    405: ("方法不可用", "此地址不接受这种请求方法，可用的方法见 Allow"),
    413: ("内容过大", "请求内容超过上限，请缩短内容或分次提交"),
    415: ("格式不支持", "请用 application/json 提交"),
}
_NAMED = (*STATUS.items(), *ACTION_NAMES.items(), *ROLE.items())
CALL_FIRST = "请立即拨打 {phones}。"
NAMES: dict[str, str] = {str(key): name for key, name in _NAMED}


@dataclass(frozen=True)
class Problem:
    """What went wrong, for a program (as JSON) or a person (as a page)."""

    status: int
    type: str
    title: str
    detail: str
    remedy: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    danger: Mapping[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        detail = f"{self.detail}。{self.remedy}" if self.remedy else self.detail
        if self.danger:
            phones = "、".join(number["phone"] for number in self.danger["numbers"])
            detail = f"{CALL_FIRST.format(phones=phones)}{detail}"
        document = {
            "type": f"urn:hotline:{self.type}",
            "title": self.title,
            "status": self.status,
            "detail": detail,
        }
        danger = {"danger": self.danger} if self.danger else {}
        return danger | document | ({"errors": self.errors} if self.errors else {})


def problem_of(error: Exception) -> Problem:
    """The problem of any error; an unknown one is the server's own fault and tells nothing of
    the inside.
    """
    if isinstance(error, HTTPException):
        return _http(error)
    for known, status, kind, title in TABLE:
        if isinstance(error, HotlineError) and isinstance(error, known):
            return _own(error, status, kind, title)
        if isinstance(error, known):
            detail, remedy, headers = FOREIGN[known]
            return Problem(status, kind, title, detail, remedy, headers=dict(headers))
    return Problem(
        500,
        "internal",
        "系统故障",
        "系统出现故障，本次操作没有保存",
        "请稍后重试；仍不成功请联系管理员",
    )


def _own(error: HotlineError, status: int, kind: str, title: str) -> Problem:
    detail, remedy = error.message, error.remedy
    if isinstance(error, IllegalTransition):
        names = (NAMES[action] for action in error.possible if action in OFFERED)
        remedy = f"此状态下可用的操作：{'、'.join(names) or '无'}"
    if isinstance(error, (IllegalTransition, NotAllowed)):
        detail = re.sub(r"“([a-z_]+)”", lambda match: f"“{NAMES.get(match[1], match[1])}”", detail)
    return Problem(
        status,
        kind,
        title,
        detail,
        remedy,
        errors=[{"field": name, "message": message} for name, message in error.faults],
        headers=_headers(error),
        danger=error.danger,
    )


def _headers(error: HotlineError) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, NotSignedIn):
        return {"WWW-Authenticate": 'Bearer realm="hotline"'}
    return {"Retry-After": "10"} if isinstance(error, Unavailable) else {}


def _http(error: HTTPException) -> Problem:
    if error.status_code >= 500:
        return problem_of(RuntimeError())
    title, detail = HTTP_TITLES.get(error.status_code, HTTP_TITLES[400])
    faults = (
        [_fault(item) for item in error.extra or [] if isinstance(item, dict)]
        if _is_validation(error)
        else []
    )
    if faults:
        detail = f"有 {len(faults)} 处需要更正：" + "；".join(
            f"{fault['field']}：{fault['message']}" for fault in faults
        )
    headers = {
        name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"
    }
    kind = "invalid-input" if error.status_code == 400 else f"http-{error.status_code}"
    return Problem(error.status_code, kind, title, detail, errors=faults, headers=headers)


def _is_validation(error: HTTPException) -> bool:
    return isinstance(error, ValidationException)


KINDS = {
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "bool": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": "空",
}
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"Expected `str` of length <= (?P<most>\d+)", "最多 {most} 个字，请缩短"),
    (r"(?P<name>\w+) (?P<fault>第 \d+ 个字符 .+|有 \d+ 个字，.+)", "{fault}"),
    (r"Expected `(?P<expected>[^`]+)`, got `(?P<got>[^`]+)`", "应为{expected}，收到的是{got}"),
    (r"Object missing required field `(?P<name>\w+)`", "缺少字段 {name}"),
    (r"Missing required (?:query )?parameter '?(?P<name>\w+)'?.*", "缺少参数 {name}"),
    (r"Invalid enum value '(?P<given>[^']*)'", "“{given}”不可用，可用的值见 /schema/openapi.json"),
    (r"Object contains unknown field `(?P<name>[^`]+)`", "没有名为“{name}”的字段"),
)


def _fault(item: dict[str, Any]) -> dict[str, str]:
    message = str(item.get("message", ""))
    name = str(item.get("key", "")).removeprefix("data.") or "(正文)"
    for pattern, chinese in PATTERNS:
        if match := re.match(pattern, message):
            values = {
                key: "或".join(KINDS.get(word, word) for word in value.split(" | "))[:40]
                for key, value in match.groupdict().items()
            }
            return {
                "field": values.get("name", "(正文)" if name == "data" else name),
                "message": chinese.format(**values),
            }
    return {
        "field": "(正文)" if name == "data" else name,
        "message": message if re.search("[一-鿿]", message) else "格式不正确",
    }
