"""`hotline wechat`: official accounts whose followers write to the hotline."""

import os
from contextlib import closing
from typing import Any

import click

from hotline.commands.audit_note import operator
from hotline.commands.options import installation_options
from hotline.config import Settings

VARIABLES = {
    "token": ("HOTLINE_WECHAT_TOKEN", "Token"),
    "secret": ("HOTLINE_WECHAT_SECRET", "AppSecret"),
    "aes_key": ("HOTLINE_WECHAT_AES_KEY", "EncodingAESKey（明文模式留空）"),
}
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON on standard output.")


@click.group()
def wechat() -> None:
    """Official accounts: add, list, change their secrets, withdraw.

    Token, AppSecret and EncodingAESKey come from HOTLINE_WECHAT_TOKEN, HOTLINE_WECHAT_SECRET and
    HOTLINE_WECHAT_AES_KEY, or are asked for.
    """


@wechat.command()
@click.argument("name")
@click.option("--original-id", required=True, help="As the platform shows it: gh_...")
@click.option("--app-id", required=True, help="As the platform shows it: wx...")
@click.option("--template", default="", help="Subscription notice that an answer waits.")
@click.option("--page", default="", help="Where that notice leads.")
@click.option("--welcome", default="", help="What a new follower reads.")
@installation_options
def add(
    settings: Settings,
    name: str,
    original_id: str,
    app_id: str,
    template: str,
    page: str,
    welcome: str,
) -> None:
    """Add an account; NAME stands in the address that the platform pushes to."""
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault
    from hotline.wechat.accounts import AccountFacts, AccountSecrets, add_account

    facts = AccountFacts(original_id, app_id, template, page, welcome)
    secrets, vault = AccountSecrets(**_secrets()), open_vault(settings)
    with closing(open_database(settings)) as database, database.writing() as session:
        add_account(session, name, facts, secrets, vault, city_now(), by=operator())
    click.echo(f"已建立公众号 {name}\n服务器地址（URL）：{settings.address}/wechat/{name}")


@wechat.command("list")
@JSON
@installation_options
def list_(settings: Settings, as_json: bool) -> None:
    """List the accounts, one a line: name, original id, AppID, state."""
    from hotline.storage.database import open_database
    from hotline.storage.wechat import all_accounts

    with closing(open_database(settings)) as database, database.reading() as session:
        rows = all_accounts(session)
    if as_json:
        names = ("name", "original_id", "app_id", "template", "created_at", "withdrawn_at")
        return _print([{name: getattr(row, name) for name in names} for row in rows])
    for row in rows:
        state = "已停用" if row.withdrawn_at else "安全模式" if row.aes_key else "明文模式"
        click.echo("\t".join((row.name, row.original_id, row.app_id, state)))


@wechat.command()
@click.argument("name")
@installation_options
def secrets(settings: Settings, name: str) -> None:
    """Change the secrets of an account, after they were changed at the platform."""
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault
    from hotline.storage.wechat import open_account
    from hotline.wechat.accounts import AccountSecrets, change_secrets

    values, vault = AccountSecrets(**_secrets()), open_vault(settings)
    with closing(open_database(settings)) as database, database.writing() as session:
        account = open_account(session, name)
        change_secrets(session, account, values, vault, city_now(), by=operator())
    click.echo(f"公众号 {name} 的密钥已更换")


@wechat.command()
@click.argument("name")
@installation_options
def withdraw(settings: Settings, name: str) -> None:
    """Take nothing from it and send nothing by it any more; its chats stay."""
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database
    from hotline.storage.wechat import open_account
    from hotline.wechat.accounts import withdraw_account

    with closing(open_database(settings)) as database, database.writing() as session:
        withdraw_account(session, open_account(session, name), city_now(), by=operator())
    click.echo(f"公众号 {name} 已停用")


def _secrets() -> dict[str, str]:
    """From the environment, never from the command line, where others could read them."""
    return {
        name: os.environ[variable]
        if variable in os.environ
        else click.prompt(label, hide_input=True, default="", show_default=False)
        for name, (variable, label) in VARIABLES.items()
    }


def _print(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
