"""Where the names of the columns stand, and what they are: people put titles above them, and
break, pad and merge them.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from hotline.domain.errors import InvalidInput

# Filled rows at the top of a file among which the names of the columns are looked for.
LOOKED_AT = 15
# Names of columns in a note beyond which nobody reads on.
NAMED = 10
_PLACE = "（第 {} 列）"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_ADVICE = re.compile(
    r"^\*+|\((?:必填项?|选填|可选|手机|座机|格式[^)]*|如[^)]*|例[^)]*)\)|[*:]+(?=\(|$)"
)
_BLANKS = re.compile(r"\s+")
_BESIDE_CHINESE = re.compile(r"(?<=[\u2e80-\u9fff（）]) | (?=[\u2e80-\u9fff（）])")


def column_name(value: Any) -> str:
    """A name as it is shown: in one line, without signs that nobody sees; "" for none."""
    if value is None:
        return ""
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", str(value))).strip()
    return _BESIDE_CHINESE.sub("", text)


def name_key(name: str) -> str:
    """Two names with the same key are the same column: width, case and blanks do not count, nor
    what tells whoever fills it in how to: 诉求内容* （必填）.
    """
    key = _BLANKS.sub("", unicodedata.normalize("NFKC", column_name(name))).casefold()
    return _ADVICE.sub("", key) or key


def told_apart(columns: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The names, of which none comes twice, and what is said of that; "" for nothing.

    A later 内容 is called 内容（第 3 列）; columns without a name stay without.
    """
    named = list(columns)
    renamed = [at for at, name in enumerate(columns) if name and name in columns[:at]]
    for at in renamed:
        named[at] = f"{columns[at]}{_PLACE.format(at + 1)}"
    names = "”“".join(named[at] for at in renamed[:NAMED])
    return tuple(named), f"有同名的列，后出现的改称“{names}”" if renamed else ""


def is_twice(column: str, columns: Sequence[str]) -> bool:
    """Whether the file had two columns of this name, before they were told apart."""
    places = (_PLACE.format(at) for at in range(2, len(columns) + 1))
    return not {f"{column}{place}" for place in places}.isdisjoint(columns)


def find_header(
    rows: Sequence[tuple[int, Sequence[Any]]], names: Collection[str], header_row: int = 0
) -> int:
    """Index of the row with the names of the columns among the first filled rows, each with its
    line: the line `header_row`, else the one in which most of `names` stand, two at least where
    there are so many, else the first. Raises InvalidInput for a line that is not there.
    """
    if header_row:
        lines = [line for line, _ in rows]
        if header_row not in lines:
            raise InvalidInput(
                f"第 {header_row} 行不是列名所在的行",
                remedy=f"列名应在前 {LOOKED_AT} 个非空行之中，请核对 --header-row",
                field="header-row",
            )
        return lines.index(header_row)
    keys = {name_key(name) for name in names}
    hits = [len({name_key(str(cell)) for cell in cells if cell} & keys) for _, cells in rows]
    most = max(hits, default=0)
    return hits.index(most) if most >= min(2, max(1, len(keys))) else 0


def above_note(rows: Sequence[tuple[int, Sequence[Any]]], header: int) -> str:
    """Which lines above the names of the columns were not used; "" for none."""
    lines = "、".join(str(line) for line, _ in rows[:header])
    return f"第 {lines} 行在列名之前，未使用；列名在第 {rows[header][0]} 行" if lines else ""
