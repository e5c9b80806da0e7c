"""What of a workbook was read and what was not, for the operator."""

from collections.abc import Sequence

NAMED = 10


def sheet_notes(
    sheets: Sequence[tuple[str, bool]], title: str, hidden_rows: int = 0
) -> tuple[str, ...]:
    """`sheets` with whether each is visible; `title` is the one that is read."""
    others = [name if visible else f"{name}（隐藏）" for name, visible in sheets if name != title]
    notes = []
    more = f" 等 {len(others)} 个" if len(others) > NAMED else ""
    if others:
        notes.append(f"只读取了工作表“{title}”，未读：{'、'.join(others[:NAMED])}{more}")
    if hidden_rows:
        notes.append(f"工作表“{title}”有 {hidden_rows} 个隐藏的行，也已读取")
    return tuple(notes)
