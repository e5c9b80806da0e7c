"""Numbers of lines as people write them: 2-5、9, however many they are."""

MOST = 60


class LineRanges:
    """Takes lines and stretches of lines in rising order. Text has the first ranges, and how many
    lines there are more.
    """

    def __init__(self) -> None:
        self.count = 0
        self._ranges: list[list[int]] = []
        self._shown = 0

    def add(self, line: int, last: int | None = None) -> None:
        last = line if last is None else last
        self.count += last - line + 1
        if self._ranges and line == self._ranges[-1][1] + 1:
            self._ranges[-1][1] = last
        elif len(self._ranges) < MOST:
            self._ranges.append([line, last])
        else:
            return
        self._shown += last - line + 1

    def __str__(self) -> str:
        """ "" for none."""
        shown = "、".join(f"{a}-{b}" if b > a else f"{a}" for a, b in self._ranges)
        more = self.count - self._shown
        return f"{shown}，另有 {more} 行" if more else shown
