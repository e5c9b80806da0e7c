"""phrases.csv of a pack: what staff write again and again, called up by a slash."""

from dataclasses import dataclass

from hotline.city.cells import unique
from hotline.city.faults import Report
from hotline.city.reading import PackTable

PHRASES = "phrases.csv", "name text", "note"
LONGEST_NAME, LONGEST_TEXT = 20, 500


@dataclass(frozen=True)
class Phrase:
    """`name` is what people type after the slash, or the initials of it."""

    name: str
    text: str


def with_older(
    phrases: tuple[Phrase, ...], older: tuple[Phrase, ...], report: Report
) -> tuple[Phrase, ...]:
    """One list for every area of text: what [chats] of city.toml still has stands in it too, unless
    phrases.csv has the name.
    """
    if not older:
        return phrases
    report.note("city.toml 的 [chats] phrases 已并入常用语，请改写到 phrases.csv 后删去这一项")
    names = {phrase.name for phrase in phrases}
    return (*phrases, *(phrase for phrase in older if phrase.name not in names))


def read_phrases(table: PackTable) -> tuple[Phrase, ...]:
    unique(table.rows, "name")
    for row in table.rows:
        for column, longest in (("name", LONGEST_NAME), ("text", LONGEST_TEXT)):
            if len(row.required(column)) > longest:
                length = len(row[column])
                row.fault(column, f"有 {length} 个字", f"请控制在 {longest} 字以内")
        if any(sign.isspace() for sign in row["name"]):
            row.fault("name", "含有空格", "请去掉空格，常用语以“/名称”调出")
    return tuple(Phrase(row["name"], row["text"]) for row in table.rows)
