"""`hotline token`: what programs without an account come in with."""

from contextlib import closing
from typing import Any

import click

from hotline.commands.audit_note import operator
from hotline.commands.options import installation_options
from hotline.config import Settings

KINDS = ("cti", "wall", "gateway", "desk")
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON on standard output.")


@click.group()
def token() -> None:
    """Tokens of phone systems and other programs: add, list, withdraw."""


@token.command()
@click.argument("name")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="Which door it opens.")
@click.option(
    "--network", "networks", multiple=True, help="From where alone; may stand several times."
)
@click.option("--login", default="", help="Of kind desk: the account for whom a program chats.")
@JSON
@installation_options
def add(
    settings: Settings,
    name: str,
    kind: str,
    networks: tuple[str, ...],
    login: str,
    as_json: bool,
) -> None:
    """Make a token; it is shown this once."""
    from hotline.domain.time.times import city_now
    from hotline.people.access_tokens import add_token
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.writing() as session:
        now, by = city_now(), operator()
        secret = add_token(session, name, kind, now, networks=networks, login=login, by=by)
    if as_json:
        return _print({"name": name, "kind": kind, "token": secret})
    click.echo(f"已建立令牌 {name}（{kind}）\n令牌：{secret}（只显示这一次）")
    if kind == "cti":
        click.echo(f"话务系统的地址：/api/v1/cti/{secret}")


@token.command("list")
@JSON
@installation_options
def list_(settings: Settings, as_json: bool) -> None:
    """List the tokens, one a line: name, kind, state, networks, last used."""
    from hotline.storage.access_tokens import all_tokens
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        rows = all_tokens(session)
    if as_json:
        names = ("name", "kind", "networks", "login", "created_at", "used_at", "withdrawn_at")
        return _print([{name: getattr(row, name) for name in names} for row in rows])
    for row in rows:
        state = "已撤销" if row.withdrawn_at else "有效"
        used = f"{row.used_at:%Y-%m-%d %H:%M}" if row.used_at else "从未使用"
        kind = f"{row.kind}:{row.login}" if row.login else row.kind
        click.echo("\t".join((row.name, kind, state, row.networks or "不限来源", used)))


@token.command()
@click.argument("name")
@installation_options
def withdraw(settings: Settings, name: str) -> None:
    """Nobody comes in with it from now on."""
    from hotline.domain.time.times import city_now
    from hotline.people.access_tokens import withdraw as withdraw_token
    from hotline.storage.access_tokens import known_token
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.writing() as session:
        withdraw_token(session, known_token(session, name), city_now(), by=operator())
    click.echo(f"令牌 {name} 已撤销")


def _print(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
