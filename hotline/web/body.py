"""What everything that is sent has in common: known fields only, texts that can be stored."""

import msgspec

from hotline.domain.reports import CONTROL

LONGEST = 20_000


class UnstorableText(ValueError):
    """`field` has a text that is too long or holds a character that no database stores."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A body; every text in it is checked for characters that no database stores and for its
    length.
    """

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    _check(name, text)


def _check(name: str, text: str) -> None:
    if bad := CONTROL.search(text):
        raise UnstorableText(
            f"{name} 第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存，"
            "请删除该字符后重试",
            name,
        )
    if len(text) > LONGEST:
        raise UnstorableText(f"{name} 有 {len(text)} 个字，最多 {LONGEST} 个，请缩短", name)
