"""`hotline staff`: accounts of the people who work here."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

import click
from sqlmodel import Session

from hotline.commands.audit_note import operator
from hotline.commands.known_city import home_names, units_of_city
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.domain.roles import STAFF_ROLES

ROLES = [str(role) for role in STAFF_ROLES]
PASSWORD = click.option(
    "--generate",
    is_flag=True,
    help="Make a password and print it once; otherwise it is asked for or read from stdin.",
)
PROGRAM = click.option(
    "--program",
    is_flag=True,
    help="For a program that signs in by itself: the password need not be changed first.",
)


@click.group()
def staff() -> None:
    """Accounts: add, list, disable, enable, move, new password, lost telephone, single sign-on."""


@staff.command()
@click.argument("login")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person does.")
@click.option("--unit", default="", help="Code of the unit; needed for a clerk.")
@PASSWORD
@PROGRAM
@installation_options
def add(settings: Settings, login: str, generate: bool, program: bool, **fields: str) -> None:
    """Add an account; its owner changes the password when they sign in first."""
    from hotline.domain.time.times import city_now
    from hotline.people.staff import add_staff

    password = _password(generate)
    with _writing(settings) as session:
        add_staff(
            session,
            login,
            fields["name"],
            fields["role"],
            password,
            city_now(),
            unit=fields["unit"],
            units=units_of_city(session),
            temporary=not program,
            by=operator(),
            home=home_names(session),
        )
    unit = f"，{fields['unit']}" if fields["unit"] else ""
    click.echo(f"已建立账号 {login}（{fields['role']}{unit}）" + _told(password, generate))


@staff.command("list")
@installation_options
def list_(settings: Settings) -> None:
    """List the accounts, one a line: login, role, unit, state, name."""
    from hotline.storage.database import open_database
    from hotline.storage.staff import all_staff

    with closing(open_database(settings)) as database, database.reading() as session:
        for person in all_staff(session):
            state = "启用" if person.active else "停用"
            unit = person.unit or "-"
            if person.moving_on:
                unit += f"→{person.moving_to}（{person.moving_on}）"
            click.echo("\t".join((person.login, person.role, unit, state, person.name)))


@staff.command()
@click.argument("login")
@installation_options
def disable(settings: Settings, login: str) -> None:
    """Close an account and sign it out everywhere; its history stays."""
    from hotline.people.staff import disable as close_account

    vacant = _change(settings, login, close_account)
    click.echo(f"账号 {login} 已停用")
    _warn(vacant)


@staff.command()
@click.argument("login")
@installation_options
def enable(settings: Settings, login: str) -> None:
    """Open a closed account again, with its password as it was."""
    from hotline.people.staff import enable as open_account

    _change(settings, login, open_account)
    click.echo(f"账号 {login} 已启用")


@staff.command()
@click.argument("login")
@click.option("--unit", required=True, help="Code of the unit.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="From this day on; without it now.")
@installation_options
def move(settings: Settings, login: str, unit: str, on: datetime | None) -> None:
    """Move a person to another unit, now or from a day on."""
    from hotline.domain.time.times import city_now
    from hotline.people.staff import move as move_account
    from hotline.storage.staff import known_staff

    now = city_now()
    day = on.date() if on else now.date()
    with _writing(settings) as session:
        person, units = known_staff(session, login), units_of_city(session)
        vacant = move_account(session, person, unit, now, on=day, units=units, by=operator())
    click.echo(f"账号 {login} 自 {day} 起属于 {unit}")
    _warn(vacant)


@staff.command()
@click.argument("login")
@PASSWORD
@PROGRAM
@installation_options
def password(settings: Settings, login: str, generate: bool, program: bool) -> None:
    """Set a new password; all sessions of the account end."""
    from hotline.domain.time.times import city_now
    from hotline.people.staff import set_password
    from hotline.storage.staff import known_staff

    new, now = _password(generate), city_now()
    with _writing(settings) as session:
        person = known_staff(session, login)
        set_password(
            session,
            person,
            new,
            now,
            temporary=not program,
            by=operator(),
            home=home_names(session),
        )
    click.echo(f"账号 {login} 的密码已更新，原有登录全部失效" + _told(new, generate))


@staff.command("reset-second-factor")
@click.argument("login")
@installation_options
def reset_second_factor(settings: Settings, login: str) -> None:
    """For a lost telephone or key: codes and passkeys lapse; their owner sets up new ones."""
    from hotline.people.staff import reset_second_factor as reset

    _change(settings, login, reset)
    click.echo(f"账号 {login} 的动态验证码和通行密钥已停用，原有登录全部失效")


@staff.command("end-sessions")
@click.argument("login")
@installation_options
def end_sessions(settings: Settings, login: str) -> None:
    """Sign a person out everywhere; they may sign in again."""
    from hotline.people.staff import end_all_sessions

    _change(settings, login, end_all_sessions)
    click.echo(f"账号 {login} 已退出所有登录")


@staff.command()
@click.argument("login")
@click.option("--subject", default="", help="What the sign-on provider calls the person (sub).")
@click.option("--email", default="", help="E-mail that the provider vouches for.")
@installation_options
def link(settings: Settings, login: str, subject: str, email: str) -> None:
    """Let a person come in through the sign-on provider (HOTLINE_OIDC_ISSUER)."""
    from functools import partial

    from hotline.people.sign_on_links import link as link_account

    issuer = settings.sign_on.issuer
    _change(settings, login, partial(link_account, issuer=issuer, subject=subject, email=email))
    click.echo(f"账号 {login} 已关联统一身份")


@staff.command()
@click.argument("login")
@installation_options
def unlink(settings: Settings, login: str) -> None:
    """Nobody comes in as this person through the sign-on provider any more."""
    from hotline.people.sign_on_links import unlink as unlink_account

    _change(settings, login, unlink_account)
    click.echo(f"账号 {login} 已解除统一身份")


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.writing() as session:
        yield session


def _change(settings: Settings, login: str, verb: Any) -> Any:
    from hotline.domain.time.times import city_now
    from hotline.storage.staff import known_staff

    with _writing(settings) as session:
        return verb(session, known_staff(session, login), city_now(), by=operator())


def _warn(vacant: str) -> None:
    if vacant:
        click.echo(
            f"注意：单位 {vacant} 已没有启用的账号，派给它的工单只能由上级单位签收，"
            "上级也没有账号的无人签收",
            err=True,
        )


def _password(generate: bool) -> str:
    if generate:
        from hotline.people.passwords import make_password

        return make_password()
    if sys.stdin.isatty():
        return click.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
    return sys.stdin.readline().rstrip("\r\n")


def _told(password: str, generate: bool) -> str:
    return f"\n密码：{password}（只显示这一次）" if generate else ""
