"""Who stands beside the caller: somebody who speaks for them (代办人), the enterprise for which
they speak.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# The fields of a report that tell of them.
PARTY_FIELDS = (
    "proxy",
    "proxy_relation",
    "proxy_phone",
    "enterprise",
    "credit_code",
    "contact",
)


@dataclass(frozen=True)
class Parties:
    """Empty where there is nobody.

    proxy        name of who speaks for the caller; proxy_relation: 子女, 邻居, 律师
    enterprise   its name; credit_code: 统一社会信用代码; contact: name of whom to ask there
    """

    proxy: str = ""
    proxy_relation: str = ""
    proxy_phone: str = ""
    enterprise: str = ""
    credit_code: str = ""
    contact: str = ""

    def __bool__(self) -> bool:
        return bool(self.proxy or self.enterprise)


NOBODY = Parties()


def parties_of(values: Any) -> Parties:
    """Those of a report, or of whatever has the same fields."""
    return Parties(**{name: getattr(values, name) for name in PARTY_FIELDS})


def party_faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and message of what is missing; `values` are the fields that were filled in."""
    if values.get("proxy"):
        if not values.get("proxy_relation"):
            yield "proxy_relation", "没有填代办人与诉求人的关系；请填写，如 子女、邻居、律师"
        if not values.get("proxy_phone") and not values.get("phone"):
            yield "proxy_phone", "代办人和诉求人的电话至少填一个，以便联系"
    elif values.get("proxy_relation") or values.get("proxy_phone"):
        yield "proxy", "没有填代办人姓名；请填写，不是代办的请清空关系和电话"
    if not values.get("enterprise") and (values.get("credit_code") or values.get("contact")):
        yield "enterprise", "没有填企业名称；请填写，不是企业诉求的请清空代码和联系人"
