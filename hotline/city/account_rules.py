"""[accounts] of city.toml: when an idle session ends, who needs a second factor, how long a
password stays.
"""

from dataclasses import dataclass

from hotline.city.toml_reading import Section
from hotline.domain.roles import Role

IDLE = (5, 720)
DAYS = (0, 30)
ACCOUNT_KEYS = ("idle_minutes", "second_factor", "password_days")
ROLES = tuple(str(role) for role in Role if role != Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class AccountRules:
    """How accounts are guarded.

    idle_minutes   a session ends when its person did nothing for so long
    second_factor  roles whose people have to use a second factor
    password_days  so long a password that its owner chose stays; 0 for no such time
    """

    idle_minutes: int = 30
    second_factor: tuple[str, ...] = ()
    password_days: int = 1


USUAL_ACCOUNTS = AccountRules()


def read_accounts(section: Section) -> AccountRules:
    section.only(ACCOUNT_KEYS)
    return AccountRules(
        idle_minutes=section.whole("idle_minutes", *IDLE, USUAL_ACCOUNTS.idle_minutes),
        second_factor=_roles(section),
        password_days=section.whole("password_days", *DAYS, USUAL_ACCOUNTS.password_days),
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
