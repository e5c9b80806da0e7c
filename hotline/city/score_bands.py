"""Bands of a score scheme: 优 良 中 差 instead of ranks."""

from decimal import Decimal

from hotline.city.toml_reading import Section

Bands = tuple[tuple[str, Decimal], ...]
_REMEDY = '请写成 bands = { "优" = 90, "良" = 80, "中" = 60, "差" = 0 }'


def read_bands(section: Section, lowest: Decimal, *, is_required: bool) -> Bands:
    """Name and lowest total of each, best first.

    The last must take the lowest total there can be.
    """
    value = section.values.get("bands")
    if value is None and not is_required:
        return ()
    pairs = list(value.items()) if isinstance(value, dict) else []
    if not pairs or not all(
        isinstance(low, int | float) and not isinstance(low, bool) for _, low in pairs
    ):
        section.fault("bands", "缺少分档" if value is None else "不是分档", _REMEDY)
        return ()
    if not all(-1000 <= low <= 2000 for _, low in pairs) or len({low for _, low in pairs}) < len(
        pairs
    ):
        section.fault("bands", "有重复或超出范围的分数线", _REMEDY)
        return ()
    bands = sorted(((name, Decimal(str(low))) for name, low in pairs), key=lambda band: -band[1])
    if bands[-1][1] > lowest:
        section.fault(
            "bands", f"没有包括低于 {bands[-1][1]:f} 分的档", f"请让最低一档从 {lowest:f} 分起"
        )
    return tuple(bands)
