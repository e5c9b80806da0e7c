"""`hotline staff`: accounts of the people who work here."""

import secrets
import sys
from contextlib import closing

import click

from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.domain.errors import NoCity
from hotline.domain.permissions import STAFF_ROLES

ROLES = [str(role) for role in STAFF_ROLES]
# Without letters and digits that look alike on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD = click.option(
    "--generate",
    is_flag=True,
    help="Make a password and print it once; otherwise it is asked for or read from stdin.",
)


@click.group()
def staff() -> None:
    """Accounts: add, list, disable, new password."""


@staff.command()
@click.argument("login")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person does.")
@click.option("--unit", default="", help="Code of the unit; needed for a clerk.")
@PASSWORD
@installation_options
def add(settings: Settings, login: str, name: str, role: str, unit: str, generate: bool) -> None:
    """Add an account."""
    from hotline.city.loading import current_city
    from hotline.domain.time.times import city_now
    from hotline.people.staff import add_staff
    from hotline.storage.database import open_database

    password = _password(generate)
    with closing(open_database(settings)) as database, database.writing() as session:
        try:
            units = current_city(session).tables.units
        except NoCity:
            units = ()
        add_staff(session, login, name, role, password, city_now(), unit=unit, units=units)
    click.echo(
        f"已建立账号 {login}（{role}{'，' + unit if unit else ''}）" + _told(password, generate)
    )


@staff.command("list")
@installation_options
def list_(settings: Settings) -> None:
    """List the accounts, one a line: login, role, unit, state, name."""
    from hotline.storage.database import open_database
    from hotline.storage.staff import all_staff

    with closing(open_database(settings)) as database, database.reading() as session:
        for person in all_staff(session):
            state = "启用" if person.active else "停用"
            click.echo(
                "\t".join((person.login, person.role, person.unit or "-", state, person.name))
            )


@staff.command()
@click.argument("login")
@installation_options
def disable(settings: Settings, login: str) -> None:
    """Close an account and sign it out everywhere; its history stays."""
    from hotline.people.staff import disable as close_account
    from hotline.storage.database import open_database
    from hotline.storage.staff import known_staff

    with closing(open_database(settings)) as database, database.writing() as session:
        close_account(session, known_staff(session, login))
    click.echo(f"账号 {login} 已停用")


@staff.command()
@click.argument("login")
@PASSWORD
@installation_options
def password(settings: Settings, login: str, generate: bool) -> None:
    """Set a new password; all sessions of the account end."""
    from hotline.people.staff import set_password
    from hotline.storage.database import open_database
    from hotline.storage.staff import known_staff

    new = _password(generate)
    with closing(open_database(settings)) as database, database.writing() as session:
        set_password(session, known_staff(session, login), new)
    click.echo(f"账号 {login} 的密码已更新，原有登录全部失效" + _told(new, generate))


def _password(generate: bool) -> str:
    if generate:
        return "".join(secrets.choice(ALPHABET) for _ in range(14))
    if sys.stdin.isatty():
        return click.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
    return sys.stdin.readline().rstrip("\r\n")


def _told(password: str, generate: bool) -> str:
    return f"\n密码：{password}（只显示这一次）" if generate else ""
