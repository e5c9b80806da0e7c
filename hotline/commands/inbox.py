"""`hotline inbox`: the doors by which chats come in."""

from contextlib import closing
from typing import Any

import click

from hotline.commands.audit_note import operator
from hotline.commands.options import installation_options
from hotline.config import Settings

KINDS = ("api", "widget", "wechat")
LISTED = (
    *("name", "kind", "identifier", "hmac_mandatory", "webhook_url"),
    *("created_at", "withdrawn_at"),
)
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON on standard output.")


@click.group()
def inbox() -> None:
    """Doors of chats: add, list, change, withdraw."""


@inbox.command()
@click.argument("name")
@click.option(
    "--kind",
    default="api",
    show_default=True,
    type=click.Choice(KINDS),
    help="A front end of your own, the widget, or an official account.",
)
@click.option("--webhook", default="", help="Address that is told what happens.")
@click.option("--hmac-mandatory", is_flag=True, help="Refuse contacts that nobody vouches for.")
@JSON
@installation_options
def add(
    settings: Settings, name: str, kind: str, webhook: str, hmac_mandatory: bool, as_json: bool
) -> None:
    """Make an inbox; its secrets are shown this once."""
    from hotline.chats.inboxes import add_inbox
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    _refuse_inner(webhook, settings)
    vault = open_vault(settings)
    with closing(open_database(settings)) as database, database.writing() as session:
        created = add_inbox(
            session,
            name,
            vault,
            city_now(),
            kind=kind,
            webhook=webhook,
            hmac_mandatory=hmac_mandatory,
            by=operator(),
        )
        identifier = created.inbox.identifier
    if as_json:
        return _print(
            {
                "name": name,
                "identifier": identifier,
                "hmac_token": created.hmac_token,
                "webhook_secret": created.webhook_secret,
            }
        )
    click.echo(
        f"已建立会话入口 {name}（{kind}）\n标识：{identifier}\n"
        f"hmac_token：{created.hmac_token}（只显示这一次）\n"
        f"webhook_secret：{created.webhook_secret}（只显示这一次）\n"
        f"接口地址：/public/api/v1/inboxes/{identifier}/contacts"
    )


@inbox.command("list")
@JSON
@installation_options
def list_(settings: Settings, as_json: bool) -> None:
    """List the inboxes, one a line: name, kind, identifier, webhook, state."""
    from hotline.storage.chats import all_inboxes
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        rows = all_inboxes(session)
    if as_json:
        return _print([{name: getattr(row, name) for name in LISTED} for row in rows])
    for row in rows:
        state, hook = "已停用" if row.withdrawn_at else "有效", row.webhook_url or "无回调"
        click.echo("\t".join((row.name, row.kind, row.identifier, hook, state)))


@inbox.command()
@click.argument("name")
@click.option("--webhook", default=None, help="Address that is told what happens; '' for none.")
@click.option(
    "--hmac-mandatory/--no-hmac-mandatory", default=None, help="Refuse contacts without identity."
)
@click.option("--new-secrets", is_flag=True, help="New hmac_token and webhook_secret, shown once.")
@JSON
@installation_options
def change(
    settings: Settings,
    name: str,
    webhook: str | None,
    hmac_mandatory: bool | None,
    new_secrets: bool,
    as_json: bool,
) -> None:
    """Change what is named; all else stays."""
    from hotline.chats.inboxes import change_inbox, known_inbox, renew_secrets
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    if webhook is None and hmac_mandatory is None and not new_secrets:
        raise click.UsageError(
            "没有要更改的内容：请写 --webhook、--[no-]hmac-mandatory 或 --new-secrets"
        )
    _refuse_inner(webhook or "", settings)
    vault = open_vault(settings)
    secrets: dict[str, str] = {}
    with closing(open_database(settings)) as database, database.writing() as session:
        row, now = known_inbox(session, name), city_now()
        by = operator()
        change_inbox(session, row, now, webhook=webhook, hmac_mandatory=hmac_mandatory, by=by)
        if new_secrets:
            renewed = renew_secrets(session, row, vault, now, by=by)
            secrets = {"hmac_token": renewed.hmac_token, "webhook_secret": renewed.webhook_secret}
        hook, is_mandatory = row.webhook_url, row.hmac_mandatory
    if as_json:
        facts = {"name": name, "webhook_url": hook, "hmac_mandatory": is_mandatory}
        return _print(facts | secrets)
    click.echo(f"会话入口 {name} 已更改")
    for field, secret in secrets.items():
        click.echo(f"{field}：{secret}（只显示这一次）")


@inbox.command()
@click.argument("name")
@installation_options
def withdraw(settings: Settings, name: str) -> None:
    """Nobody comes in by it from now on; its chats stay."""
    from hotline.chats.inboxes import known_inbox, withdraw_inbox
    from hotline.domain.time.times import city_now
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.writing() as session:
        withdraw_inbox(session, known_inbox(session, name), city_now(), by=operator())
    click.echo(f"会话入口 {name} 已停用")


def _refuse_inner(webhook: str, settings: Settings) -> None:
    from hotline.delivery.networks import allowed_networks
    from hotline.delivery.posting import refuse_inner_url

    refuse_inner_url(webhook, allowed_networks(settings))


def _print(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
