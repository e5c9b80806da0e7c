"""Signs that XML cannot carry, as spreadsheet programs write them into XLSX, and some into CSV."""

import re

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(value: str) -> str:
    """`value` with such signs themselves, and one kind of line break: _x000D_ is one."""
    if "_x" not in value:
        return value
    return _ESCAPED.sub(_sign, value).replace("\r\n", "\n").replace("\r", "\n")


def _sign(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)
