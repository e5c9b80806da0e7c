"""Numbers as callers write them: 12, 十二, 二十三, 两, 半."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "廿": 20,
}


def number(numeral: str) -> float:
    """Value of digits or of Chinese numerals below a thousand; 半 is a half. Raises ValueError."""
    if numeral.isascii():
        return float(int(numeral))
    if numeral in ("半", "半拉"):
        return 0.5
    total = current = 0
    for sign in numeral:
        if sign in "十百":
            total += (current or 1) * (10 if sign == "十" else 100)
            current = 0
        elif sign in _DIGITS:
            current = _DIGITS[sign] if _DIGITS[sign] < 20 else 0
            total += 20 if sign == "廿" else 0
        else:
            raise ValueError(f"{numeral!r} is no number")
    return float(total + current)


def year_number(numeral: str) -> int:
    """Four signs for a year: 2025, 二〇二五, 二零二五; two are of this century."""
    value = (
        int(numeral) if numeral.isascii() else int("".join(str(_DIGITS[sign]) for sign in numeral))
    )
    return value if value > 99 else 2000 + value
