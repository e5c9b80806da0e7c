"""The XML of WeChat: one element with elements of text in it, nothing else.

Expat alone, so that there is nothing to switch off: a document type is refused before an entity
could be declared, and so is what is deep or has many elements.
"""

from collections.abc import Mapping
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from hotline.domain.errors import InvalidInput

LARGEST = 64 * 1024
DEEPEST, MOST = 4, 100
REMEDY = "请按公众平台文档推送"


class _Reader:
    """Texts of the elements right below the first one; what stands deeper is passed over."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._path: list[str] = []
        self._parts: list[str] = []
        self._count = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._path.append(name)
        self._count += 1
        if len(self._path) > DEEPEST or self._count > MOST:
            refuse("消息的结构过于复杂")
        if len(self._path) == 2:
            self._parts = []

    def end(self, name: str) -> None:
        if len(self._path) == 2:
            self.texts.setdefault(name, "".join(self._parts))
        self._path.pop()

    def text(self, content: str) -> None:
        if len(self._path) == 2:
            self._parts.append(content)


def read_xml(body: bytes) -> dict[str, str]:
    """Text by name of element. Raises InvalidInput."""
    reader, parser = _Reader(), ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = lambda *_: refuse("消息不得带有文档类型声明")
    try:
        parser.Parse(body, True)
    except ExpatError as error:
        refuse(f"第 {error.lineno} 行第 {error.offset + 1} 列不是有效的 XML")
    return reader.texts


def write_xml(texts: Mapping[str, str | int]) -> str:
    """As WeChat writes it; a text cannot end its CDATA."""
    lines = (f"<{name}>{_value(value)}</{name}>" for name, value in texts.items())
    return f"<xml>{''.join(lines)}</xml>"


def refuse(message: str) -> NoReturn:
    raise InvalidInput(message, field="(正文)", remedy=REMEDY)


def _value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"
