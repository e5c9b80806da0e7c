"""What an entry of the knowledge base says: checked at the edge, every fault at once, as a
report is.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from hotline.domain.errors import InvalidInput
from hotline.domain.exposure import EXPOSURE, LONGEST_EXPOSURE, read_followups, read_state
from hotline.domain.public_reply import LONGEST_REPLY, PUBLIC_REPLY
from hotline.domain.report_fields import CONTROL
from hotline.domain.time.times import parse_time
from hotline.domain.value_names import named

KINDS = {"entry": "知识", "item": "事项", "exposure": "曝光纠错", "reply": "有问有答"}
STATUSES = {"draft": "草稿", "published": "已发布", "withdrawn": "已撤下"}
FEEDBACK = {"wrong": "内容有误", "outdated": "已经过时", "helpful": "有帮助", "missing": "知识缺口"}
# The parts of a guide (办事指南): the same for every item, so that the same item reads the same
# everywhere.
GUIDE = {
    "conditions": "办理条件",
    "materials": "所需材料",
    "flow": "办理流程",
    "limit": "办理时限",
    "fee": "收费标准",
    "place": "办理地点",
    "hours": "办理时间",
    "notes": "备注",
}
YES, NO = ("yes", "是", "公开", "true", "1"), ("no", "否", "不公开", "false", "0")
LONGEST = {
    **{"title": 200, "answer": 5_000, "basis": 1_000},
    **dict.fromkeys(GUIDE, 3_000),
    **LONGEST_EXPOSURE,
    **LONGEST_REPLY,
}
MOST_QUESTIONS, LONGEST_QUESTION = 30, 300
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
FIRST_YEAR, LAST_YEAR = 1949, 2199


@dataclass(frozen=True)
class Content:
    """One version's content; `guide` has the parts of an item or of what is announced."""

    title: str
    unit: str
    answer: str = ""
    questions: tuple[str, ...] = ()
    category: str = ""
    item: str = ""
    basis: str = ""
    guide: Mapping[str, str] = field(default_factory=dict)
    is_public: bool = True
    effective_from: date | None = None
    effective_to: date | None = None
    review_due: date | None = None

    def row(self, today: date) -> dict[str, Any]:
        """Values of a version's row; what says nothing of its beginning holds from today."""
        values = asdict(self) | {"questions": list(self.questions), "guide": dict(self.guide)}
        return values | {"effective_from": self.effective_from or today}


FIELDS = tuple(field.name for field in fields(Content) if field.name != "guide")
# What can be said of each kind.
FIELDS_OF = {
    "entry": FIELDS,
    "item": (*FIELDS, *GUIDE),
    "exposure": ("title", "unit", "category", "effective_from", *EXPOSURE),
    "reply": ("title", "unit", "category", "effective_from", *PUBLIC_REPLY),
}
PARTS = (*GUIDE, *EXPOSURE, *PUBLIC_REPLY)


def read_content(
    kind: str, data: Mapping[str, Any], *, units: Collection[str], categories: Collection[str]
) -> Content:
    """Check a mapping of field to value.

    Raises InvalidInput that lists every wrong field with its remedy.
    """
    known = FIELDS_OF[kind]
    faults = [
        (name, f"没有名为“{name[:40]}”的字段；可用字段：{'、'.join(known)}")
        for name in data
        if name not in known
    ]
    values: dict[str, Any] = {}
    for name in known:
        try:
            values[name] = _reader(name)(name, data.get(name))
        except ValueError as error:
            faults.append((name, str(error)))
    faults += [(name, message) for name, message in _missing(kind, values) if name in values]
    faults += list(_unknown(values, units, categories))
    if faults:
        listed = "；".join(f"{name}：{message}" for name, message in faults)
        raise InvalidInput(f"有 {len(faults)} 处需要更正：{listed}", faults=tuple(faults))
    guide = {name: values.pop(name) for name in PARTS if name in values}
    return Content(**values, guide={name: text for name, text in guide.items() if text})


def spoken(answer: str, guide: Mapping[str, str]) -> str:
    """What can be read to a caller: the answer, or the parts of the guide one after the other."""
    parts = [f"{GUIDE[name]}：{guide[name]}" for name in GUIDE if guide.get(name)]
    return answer or "\n".join(parts)


def read_code(value: Any) -> str:
    """A code as people type it, "" where there is none; raises ValueError."""
    text = _clean(value).strip()
    if text and not CODE.fullmatch(text):
        raise ValueError(
            f"“{text[:40]}”不是编码；编码只用字母、数字、点、横线，以字母或数字开头，最长 40 位"
        )
    return text


def _missing(kind: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    needed = {"title": "标题为空；请填写", "unit": "责任单位为空；请填写单位编码"}
    if kind == "entry":
        needed["answer"] = "答案为空；请写明怎样答复诉求人"
    if kind == "exposure":
        needed["problem"] = "问题为空；请写明反映的问题，不写任何人的信息"
        needed["result"] = "处理结果为空；请写明怎样处理"
    if kind == "reply":
        needed["asked"] = "提问为空；请改写诉求人的问题，不写任何人的信息"
        needed["replied"] = "答复为空；请写明怎样答复"
    return [(name, message) for name, message in needed.items() if not values.get(name)]


def _unknown(
    values: Mapping[str, Any], units: Collection[str], categories: Collection[str]
) -> list[tuple[str, str]]:
    faults = []
    if values.get("unit") and values["unit"] not in units:
        faults.append(("unit", f"没有单位代码“{values['unit']}”；请用承办单位名录中的编码"))
    if values.get("category") and values["category"] not in categories:
        faults.append(
            ("category", f"没有分类代码“{values['category']}”；请用分类目录中的编码，如 0101")
        )
    begin, end = values.get("effective_from"), values.get("effective_to")
    if begin and end and end < begin:
        faults.append(("effective_to", f"失效日期 {end} 早于生效日期 {begin}；请核对两个日期"))
    return faults


def _reader(name: str) -> Callable[[str, Any], Any]:
    return READERS.get(name, _text)


def _text(name: str, value: Any) -> str:
    text = _clean(value).strip()
    if len(text) > LONGEST[name]:
        raise ValueError(f"有 {len(text)} 个字，最多 {LONGEST[name]} 个；请缩短")
    return text.replace("\n", " ") if name in ("title", "basis") else text


def _questions(_name: str, value: Any) -> tuple[str, ...]:
    """A list, or lines of one text."""
    lines = value if isinstance(value, (list, tuple)) else _clean(value).split("\n")
    texts = tuple(dict.fromkeys(text for line in lines if (text := " ".join(_clean(line).split()))))
    if len(texts) > MOST_QUESTIONS:
        raise ValueError(f"有 {len(texts)} 种问法，最多 {MOST_QUESTIONS} 种；请合并相近的问法")
    if long := next((text for text in texts if len(text) > LONGEST_QUESTION), None):
        raise ValueError(
            f"问法“{long[:20]}…”有 {len(long)} 个字，最多 {LONGEST_QUESTION} 个；请缩短，"
            "一行一种问法"
        )
    return texts


def _code(_name: str, value: Any) -> str:
    return read_code(value)


def _day(_name: str, value: Any) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        day = parse_time(value).date()
    except ValueError as error:
        raise ValueError(f"{str(error).partition('；')[0]}；请写成 2026-12-31") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"“{day}”不在 {FIRST_YEAR} 至 {LAST_YEAR} 年之间；请核对年份")
    return day


def _yes_or_no(_name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _clean(value).strip().lower()
    if text and text not in YES + NO:
        raise ValueError(f"“{text[:20]}”不可用；请填 yes（公开）或 no（仅内部）")
    return text not in NO


def _clean(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    if not isinstance(value, str):
        raise ValueError(f"应为文字，收到的是 {named(value)}")
    if bad := CONTROL.search(value):
        raise ValueError(
            f"第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存；请删除该字符后重试"
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")


READERS: dict[str, Callable[[str, Any], Any]] = {
    "state": lambda name, value: read_state(_text(name, value)),
    "followups": lambda name, value: read_followups(_text(name, value)),
    "questions": _questions,
    "unit": _code,
    "category": _code,
    "item": _code,
    "is_public": _yes_or_no,
    "effective_from": _day,
    "effective_to": _day,
    "review_due": _day,
}
