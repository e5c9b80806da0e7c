"""`hotline reencrypt`: everything that is stored encrypted, by the algorithms of HOTLINE_CRYPTO."""

from contextlib import closing

import click

from hotline.commands.audit_note import operator
from hotline.commands.options import installation_options
from hotline.config import Settings

ADVICE = "请先停止热线的服务，并用 hotline backup 备份。继续吗？"
ROWS_TOLD = 5000


@click.command()
@installation_options
@click.option("--yes", is_flag=True, help="Do not ask; there is a backup and the server stands.")
@click.pass_context
def reencrypt(context: click.Context, settings: Settings, yes: bool) -> None:
    """Encrypt anew, by HOTLINE_CRYPTO (aes or sm), what another algorithm encrypted, and check it.

    A run that was killed is begun again and goes on where it was. Exit code 1 when something is
    left that no key opens.
    """
    from hotline.domain.audit import AuditKind
    from hotline.domain.time.times import city_now
    from hotline.storage.audit import note
    from hotline.storage.database import open_database
    from hotline.storage.files import FOLDER
    from hotline.storage.reencryption import RenewalCounts, foreign_parts
    from hotline.storage.reencryption import reencrypt as renew
    from hotline.storage.vault import open_vault

    def tell(counts: RenewalCounts) -> None:
        if counts.total and counts.total % ROWS_TOLD == 0:
            click.echo(f"已更换 {counts.total} 项", err=True)

    if not yes:
        click.confirm(ADVICE, abort=True)
    vault, files = open_vault(settings), settings.data / FOLDER
    with closing(open_database(settings)) as database:
        done = renew(database, vault, files, progress=tell)
        left = list(foreign_parts(database, vault, files))
        with database.writing() as session:
            kind, suite, rows = AuditKind.REENCRYPTED, settings.crypto, done.total
            note(session, kind, city_now(), actor=operator(), suite=suite, rows=rows)
    for line in left:
        click.echo(line)
    click.echo(
        f"已改用 {settings.crypto}：诉求人 {done.callers} 个，来电 {done.calls} 个，"
        f"会话 {done.chats} 个，验证码密钥 {done.secrets} 个，"
        f"附件 {done.files} 个；核对：{len(left)} 处不符"
    )
    context.exit(1 if left else 0)
