"""Phone numbers as other systems' sheets have them: with extensions, in pairs, ruined by Excel."""

import re
import unicodedata
from typing import Any

from hotline.domain.phones import read_phone

_NONE = frozenset(
    {"无", "没有", "空", "无电话", "未留", "不详", "未知", "匿名", "-", "--", "/", "0"}
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_WHOLE = re.compile(r"(\d+)\.0+")
_EXTENSION = re.compile(r"(.*?\d)\s*(?:转|分机|ext\.?|-{2,}|#|\*)\s*(\d{1,6})", re.IGNORECASE)
_MOBILE = re.compile(r"(?<!\d)(?:86)?(1[3-9]\d{9})(?!\d)")
_SEPARATORS = re.compile(r"[,，、;；/\n]+|\s+(?=\+?\d{7})|或")


def legible_phone(value: Any) -> tuple[Any, str]:
    """What can be read of a cell as a phone, and a note that keeps the rest; "" where there is
    nothing to say. What is no text is left to the check of reports.
    """
    if not isinstance(value, str):
        return value, ""
    text = unicodedata.normalize("NFKC", value).strip()
    if not text or text in _NONE:
        return "", ""
    if whole := _WHOLE.fullmatch(text):
        text = whole[1]
    if _is_phone(text):
        return text, ""
    if _SCIENTIFIC.fullmatch(text):
        return "", f"电话一栏为“{text}”，号码已被表格软件改写，无法还原"
    return _first_phone(text), f"电话一栏为“{value.strip()[:200]}”"


def _first_phone(text: str) -> str:
    for part in _SEPARATORS.split(text):
        extension = _EXTENSION.fullmatch(part.strip())
        number = extension[1] if extension else part.strip()
        if _is_phone(number):
            return number
    # Beside a name or a remark: 张三 13800138000
    mobiles = set(_MOBILE.findall(text))
    return mobiles.pop() if len(mobiles) == 1 else ""


def _is_phone(text: str) -> bool:
    try:
        return bool(read_phone(text))
    except ValueError:
        return False
