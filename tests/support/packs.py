"""Copies of the demo pack with one edit."""

import shutil
from datetime import date
from pathlib import Path

from hotline.city.pack import DEMO
from hotline.city.pack_reading import PackReading, read_pack

TODAY = date(2026, 3, 9)


class PackCopy:
    """A copy of the demo pack to be damaged: `replace` gives the line that was edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(DEMO, folder)

    def replace(self, file: str, old: str, new: str) -> int:
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def set_cell(self, file: str, row: str, column: str, value: str) -> tuple[str, int, int]:
        """Write one cell of the first line that begins with `row`; file, line and column of it."""
        lines = [line.split(",") for line in self.text(file).split("\n")]
        place = lines[0].index(column)
        line = next(number for number, cells in enumerate(lines) if ",".join(cells).startswith(row))
        lines[line][place] = value
        (self.folder / file).write_text(
            "\n".join(",".join(cells) for cells in lines), encoding="utf-8"
        )
        return file, line + 1, place + 1

    def append(self, file: str, line: str) -> int:
        text = self.text(file)
        (self.folder / file).write_text(text + line + "\n", encoding="utf-8")
        return text.count("\n") + 1

    def drop(self, file: str, beginning: str) -> None:
        lines = self.text(file).split("\n")
        kept = [line for line in lines if not line.startswith(beginning)]
        (self.folder / file).write_text("\n".join(kept), encoding="utf-8")

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def recode(self, file: str, encoding: str) -> None:
        (self.folder / file).write_bytes(self.text(file).replace("\n", "\r\n").encode(encoding))

    def read(self) -> PackReading:
        return read_pack(self.folder, today=TODAY)

    def faults_at(self, place: tuple[str, int, int]) -> list[str]:
        """The messages of the faults, all of which must stand at one place."""
        faults = self.read().faults
        assert {(fault.file, fault.line, fault.column) for fault in faults} == {place}, [
            *map(str, faults)
        ]
        return [fault.message for fault in faults]

    def places(self) -> list[tuple[str, int, int]]:
        """File, line and column of every fault."""
        return [(fault.file, fault.line, fault.column) for fault in self.read().faults]
