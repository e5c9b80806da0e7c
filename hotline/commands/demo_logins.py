"""The demo's logins, kept beside its data so that a second run can print them again."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlmodel import Session

from hotline.demo.demo_data import busiest_units
from hotline.demo.demo_staff import DemoStaff, clerk_login
from hotline.desk.desk import Desk
from hotline.domain.roles import Role

ROLE_NAMES = {
    Role.AGENT: "话务员",
    Role.DISPATCHER: "派单员",
    Role.REVIEWER: "审核回访员",
    Role.SUPERVISOR: "督办员",
    Role.LEADER: "领导",
    Role.ADMIN: "管理员",
    Role.AUDITOR: "审计员",
}


class LoginsFile:
    """`demo-logins.txt`, readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        return self.path.is_file()

    def text(self) -> str:
        return self.path.read_text("utf-8").rstrip()

    def write(self, rows: Iterable[tuple[str, str]], password: str) -> None:
        lines = ["演示账号（仅供试用，密码都相同）", f"密码：{password}", ""]
        lines += [f"  {login:<14}{name}" for login, name in rows]
        lines.append("其他单位的账号为 units.csv 中的单位编码（小写）")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")


def login_rows(session: Session, desk: Desk, crew: DemoStaff) -> Iterator[tuple[str, str]]:
    """(login, who) for each role of the centre, and for a clerk of each kind of unit: the one
    with most to do.
    """
    for role, name in ROLE_NAMES.items():
        yield crew.by_role[role][0].login, name
    for unit in busiest_units(session, desk).values():
        yield clerk_login(unit), f"承办单位：{desk.city.units[unit].name}"
