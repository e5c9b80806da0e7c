"""[accounts] of city.toml: when an idle session ends, and who needs a second factor."""

from dataclasses import dataclass

from hotline.city.toml_reading import Section
from hotline.domain.roles import Role

IDLE = (5, 720)
ACCOUNT_KEYS = ("idle_minutes", "second_factor")
ROLES = tuple(str(role) for role in Role if role != Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class AccountRules:
    """How accounts are guarded.

    idle_minutes   a session ends when its person did nothing for so long
    second_factor  roles whose people have to use a second factor
    """

    idle_minutes: int = 30
    second_factor: tuple[str, ...] = ()


USUAL_ACCOUNTS = AccountRules()


def read_accounts(section: Section) -> AccountRules:
    section.only(ACCOUNT_KEYS)
    return AccountRules(
        idle_minutes=section.whole("idle_minutes", *IDLE, USUAL_ACCOUNTS.idle_minutes),
        second_factor=_roles(section),
    )


def _roles(section: Section) -> tuple[str, ...]:
    values = section.values.get("second_factor", [])
    if isinstance(values, list) and all(value in ROLES for value in values):
        return tuple(values)
    section.fault(
        "second_factor",
        "不是岗位的列表",
        f'请写成 second_factor = ["admin"]，可用：{"、".join(ROLES)}',
    )
    return ()
