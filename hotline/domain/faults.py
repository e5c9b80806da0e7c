"""Faults of a table that a clerk wrote: where they stand, what is wrong, what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hotline.domain.errors import InvalidInput

# A row as csv.DictReader gives it: missing cells are None, surplus ones a list under the key None
Cells = Mapping[str | None, str | list[str] | None]
NumberedRows = Iterable[tuple[int, Cells]]


@dataclass(frozen=True, slots=True)
class RowFault:
    """One wrong value: line in the file (the header is line 1), column by name, the value, what
    is wrong, the remedy.
    """

    line: int
    column: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"第 {self.line} 行“{self.column}”列“{self.value}”：{self.message}。{self.remedy}"


class RowRefused(Exception):
    """A row cannot be used: its one fault."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class TableRow:
    """Cells of one line as trimmed text, and the words to refuse one."""

    def __init__(self, line: int, cells: Cells) -> None:
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        value = self.cells.get(column)
        return value.strip() if isinstance(value, str) else ""

    @property
    def is_empty(self) -> bool:
        return not any(self._texts())

    def _texts(self) -> Iterable[str]:
        for value in self.cells.values():
            yield from (
                cell.strip() for cell in (value if isinstance(value, list) else [value or ""])
            )

    def refuse(self, column: str, message: str, remedy: str) -> RowRefused:
        return RowRefused(RowFault(self.line, column, self[column], message, remedy))

    def refuse_error(self, column: str, error: InvalidInput) -> RowRefused:
        return self.refuse(column, error.message, error.remedy)

    def check_width(self, last_column: str) -> None:
        """Refuses a line with more cells than the header: most often a comma inside a cell
        without quotes.
        """
        surplus = self.cells.get(None)
        if isinstance(surplus, list) and any(cell.strip() for cell in surplus):
            value = ",".join(surplus)
            remedy = "单元格内含逗号时请用英文双引号括起，或改用分号"
            raise RowRefused(
                RowFault(self.line, last_column, value, "这一行的列数多于表头", remedy)
            )
