"""What everything that is sent has in common: known fields only, texts that can be stored."""

import msgspec

from hotline.domain.report_fields import CONTROL

LONGEST = 20_000


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Raises ValueError for a text that is too long or holds a character that no database stores;
    the message begins with the name of the field.
    """

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    _check(name, text)


def _check(name: str, text: str) -> None:
    if bad := CONTROL.search(text):
        raise ValueError(
            f"{name} 第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存，"
            "请删除该字符后重试"
        )
    if len(text) > LONGEST:
        raise ValueError(f"{name} 有 {len(text)} 个字，最多 {LONGEST} 个，请缩短")
