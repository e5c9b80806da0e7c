"""A TOML text with the place of each value, so that a wrong one can be pointed at."""

import re
import tomllib
from collections.abc import Collection
from datetime import date
from typing import Any

from hotline.city.faults import Report, shorten
from hotline.domain.errors import InvalidInput
from hotline.domain.time.limits import Limit, parse_limit

_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")
_SECTION = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_VALUE = re.compile(r"""\s*["']?([\w-]+)["']?\s*=\s*""")

# The parser takes the square of the parts of a name in time and memory.
_ENDLESS_NAME = re.compile(r"""(?:[\w"'-]{1,100}[ \t]{0,9}\.[ \t]{0,9}){20}""")


def parse_toml(file: str, text: str, report: Report) -> dict[str, Any] | None:
    """The values, or None after a fault at the line and column that the parser names."""
    if endless := _ENDLESS_NAME.search(text):
        line = text.count("\n", 0, endless.start()) + 1
        report.fault(
            file, line, 1, shorten(endless[0]), "名称分段过多", "请参照示例市的同名文件改写"
        )
        return None
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.fault(file, 1, 1, "", "括号嵌套过深", "请参照示例市的同名文件改写")
    except ValueError as error:
        where = _WHERE.search(str(error))
        line, column = (
            (int(where[1]), int(where[2])) if where else (text.rstrip("\n").count("\n") + 1, 1)
        )
        wrong = shorten(text.split("\n")[line - 1]) if line <= text.count("\n") + 1 else ""
        report.fault(
            file,
            line,
            column,
            wrong,
            f"不符合 TOML 格式：“{wrong}”",
            "请检查引号、等号和方括号，文字须用英文双引号括起",
        )
    return None


class Section:
    """One table of a TOML file: typed values that report what is wrong with them."""

    def __init__(
        self, file: str, text: str, name: str, values: Any, report: Report, *, number: int = 1
    ) -> None:
        self.file, self.name, self.report = file, name, report
        self.places = _places(text, name, number)
        self.values: dict[str, Any] = values if isinstance(values, dict) else {}
        if values is not None and not isinstance(values, dict):
            self.fault("", f"{name} 应为一节", f"请写成 [{name}]")

    def fault(self, key: str, message: str, remedy: str) -> None:
        line, column = self.places.get(key) or self.places.get("", (1, 1))
        value = shorten(str(self.values.get(key, "")))
        shown = f"{key} “{value}”{message}" if key in self.values else message
        self.report.fault(self.file, line, column, value, shown, remedy)

    def only(self, known: Collection[str]) -> None:
        for key in self.values:
            if key not in known:
                self.fault(key, "不是可用的设置项", f"请删除或改名，可用：{'、'.join(known)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A line of text; without a default it must be there."""
        value = self.values.get(key, default)
        if isinstance(value, str) and (value.strip() or default == ""):
            return value.strip()
        self.fault(
            key, f"缺少 {key}" if value is None else "应为文字且不能为空", f'请写成 {key} = "……"'
        )
        return default or ""

    def number(
        self,
        key: str,
        low: float,
        high: float,
        default: float | None = None,
        *,
        whole: bool = False,
    ) -> float:
        value = self.values.get(key, default)
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if right and value is not None and low <= value <= high:
            number: float = value
            return number
        kind = "整数" if whole else "数字"
        message = f"缺少 {key}" if value is None else f"不是 {low:g} 到 {high:g} 之间的{kind}"
        self.fault(key, message, f"请填 {low:g} 到 {high:g} 之间的{kind}")
        return low if default is None else default

    def whole(self, key: str, low: int, high: int, default: int) -> int:
        return int(self.number(key, low, high, default, whole=True))

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault(key, "应为 true 或 false", f"请写成 {key} = true（不加引号）")
        return default

    def limit(self, key: str, default: Limit) -> Limit:
        try:
            return parse_limit(self.text(key, str(default)))
        except InvalidInput as error:
            self.fault(key, f"：{error.message}", error.remedy)
            return default

    def date(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is None or type(value) is date:
            return value
        self.fault(key, "不是日期", f"请写成 {key} = 2026-01-31（不加引号）")
        return None


def _places(text: str, name: str, number: int) -> dict[str, tuple[int, int]]:
    """Line and column of each value in the `number`th section called `name`; "" is the section's
    own line.
    """
    section, places, count = "", {"": (1, 1)} if not name else {}, 0
    for line, content in enumerate(text.split("\n"), 1):
        if head := _SECTION.match(content):
            section = head[1]
            count += section == name
            if section == name and count == number:
                places[""] = (line, content.index("[") + 1)
        elif section == name and (not name or count == number) and (value := _VALUE.match(content)):
            places.setdefault(value[1], (line, value.end() + 1))
    return places
