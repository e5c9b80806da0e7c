"""One line of text for a code that leaves the city pack."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotline.city.leaving import LeavingCode

KIND = {"unit": "单位", "category": "类别", "area": "区域"}


def leaving_line(leaving: "LeavingCode") -> str:
    """Kind, code, name, how much hangs on it, and who takes over."""
    counts = [f"未办结工单 {leaving.open_tickets} 件", f"工单共 {leaving.tickets} 件"]
    if leaving.kind == "unit":
        counts.append(f"启用账号 {leaving.accounts} 个")
    heir = f"转给 {leaving.successor}" if leaving.successor else "没有承继者"
    name = f"{KIND[leaving.kind]} {leaving.code}（{leaving.name}）"
    return f"离开城市包：{name}：{'，'.join(counts)}；{heir}"
