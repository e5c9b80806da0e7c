"""Texts that go to units, onto paper and into the history: no personal data stands in them."""

from classifiers.personal import find_personal
from hotline.domain.errors import InvalidInput


def refuse_personal(
    text: str, field: str, name: str, *, names: bool = True, homes: bool = True
) -> str:
    """The same text; raises InvalidInput where it holds a phone, the number of a paper, an account
    or an address of a home.

    names   also where it names a person: not in an order, which may name the official who acts
    homes   not where a unit tells what it did: it may have been at the home
    """
    allowed = {kind for kind, refused in (("name", names), ("address", homes)) if not refused}
    if {span.kind for span in find_personal(text)} - allowed:
        raise InvalidInput(
            f"{name}中有电话、证件号等个人信息",
            field=field,
            remedy="请删去；联系方式请到工单中按权限查看",
        )
    return text
