"""words.txt and sensitive.csv: the user dictionary and the words that must be seen by a person."""

from dataclasses import dataclass

from hotline.city.cells import unique
from hotline.city.faults import Report, shorten
from hotline.city.reading import PackTable

WORDS = "words.txt"
SENSITIVE = "sensitive.csv", "word class level", "note"
LEVELS = ("red", "yellow", "blue")
LONGEST = 40


@dataclass(frozen=True, slots=True)
class SensitiveWord:
    """A word to look for; `kind` is its class (轻生, 讨薪), `level` red, yellow or blue: how
    soon a person must look.
    """

    word: str
    kind: str
    level: str


def read_words(text: str, report: Report) -> tuple[str, ...]:
    """One word a line, after it a frequency if need be; lines that begin with # are remarks."""
    first_lines: dict[str, int] = {}
    for number, content in enumerate(text.split("\n"), 1):
        word, *rest = content.split() or [""]
        if not word or word.startswith("#"):
            continue
        if len(word) > LONGEST or not word.isprintable():
            report.fault(
                WORDS,
                number,
                1,
                shorten(word),
                f"“{shorten(word)}”不像一个词",
                f"一行一个词，最长 {LONGEST} 字",
            )
        if rest and not (rest[0].isascii() and rest[0].isdigit()):
            report.fault(
                WORDS,
                number,
                2,
                shorten(rest[0]),
                f"词频“{shorten(rest[0])}”不是整数",
                "词后只能加空格和整数词频",
            )
        if first := first_lines.get(word):
            report.fault(
                WORDS,
                number,
                1,
                shorten(word),
                f"“{shorten(word)}”与第 {first} 行重复",
                "请删除其中一行",
            )
        first_lines.setdefault(word, number)
    return tuple(first_lines)


def read_sensitive(table: PackTable) -> tuple[SensitiveWord, ...]:
    unique(table.rows, "word")
    return tuple(
        SensitiveWord(row.required("word"), row.required("class"), row.choice("level", LEVELS))
        for row in table.rows
    )
