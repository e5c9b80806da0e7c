"""The `hotline` command: each subcommand is imported only when it is called, so `--help` stays
quick.
"""

import importlib
import sys

import click

from hotline import __version__

# name -> (module:attribute, one-line help). The help stands here so that listing commands imports
# none of them.
COMMANDS = {
    "serve": ("hotline.commands.serve:serve", "Serve pages and API, with the worker inside"),
    "staff": ("hotline.commands.staff:staff", "Accounts: add, list, disable, new password"),
    "token": (
        "hotline.commands.token:token",
        "Tokens of phone systems and other programs: add, list, withdraw",
    ),
    "inbox": ("hotline.commands.inbox:inbox", "Doors of chats: add, list"),
    "wechat": (
        "hotline.commands.wechat:wechat",
        "Official accounts: add, list, change their secrets, withdraw",
    ),
    "redeliver": ("hotline.commands.redeliver:redeliver", "A webhook or an answer once more"),
    "listen-ami": (
        "hotline.commands.listen_ami:listen_ami",
        "Calls from an Asterisk's manager interface",
    ),
    "doctor": ("hotline.commands.doctor:doctor", "Look at every part; each fault with its remedy"),
    "city": ("hotline.commands.city:city", "Check a city pack, load it into the database"),
    "demo": (
        "hotline.commands.demo:demo",
        "The hotline of 示例市 with a believable year, ready to sign in",
    ),
    "reindex": (
        "hotline.commands.reindex:reindex",
        "Rebuild the search index; search goes on meanwhile",
    ),
    "audit": ("hotline.commands.audit:audit", "The audit log as JSON lines, for a log collector"),
    "verify": ("hotline.commands.verify:verify", "Database against index, and every history chain"),
    "backup": (
        "hotline.commands.backup:backup",
        "All that cannot be made again into one file, while the hotline runs",
    ),
    "restore": (
        "hotline.commands.backup:restore",
        "A backup into an empty folder and an empty database",
    ),
    "reencrypt": (
        "hotline.commands.reencrypt:reencrypt",
        "Personal data anew by the algorithms of HOTLINE_CRYPTO; may be killed and begun again",
    ),
    "recompute": (
        "hotline.commands.recompute:recompute",
        "Due times of open tickets anew, before and after",
    ),
    "work": ("hotline.commands.work:work", "The worker: index what changed"),
    "due": ("hotline.commands.due:due", "When a limit that starts at START is due, and why"),
    "score": ("hotline.commands.scores.score:score", "Points of each unit under a score scheme"),
    "import": ("hotline.commands.import_:import_", "CSV, XLSX or JSON lines become tickets"),
    "knowledge": (
        "hotline.commands.knowledge:knowledge",
        "The knowledge base from and into spreadsheets",
    ),
    "items": (
        "hotline.commands.knowledge:items",
        "Service items and their guides from and into spreadsheets",
    ),
    "classify": (
        "hotline.commands.texts.classify:classify",
        "Category, type, urgency, places of a text or a file of texts",
    ),
    "mask": ("hotline.commands.texts.mask:mask", "A text or a file of texts without personal data"),
    "model": (
        "hotline.commands.models.model:model",
        "Train, try and measure a category model on own tickets",
    ),
    "hotspots": (
        "hotline.commands.hotspots:hotspots",
        "The hottest issues of a file of reports, or of the tickets",
    ),
    "warnings": (
        "hotline.commands.warnings:warnings",
        "Surges, repeats, crowds: what of a file, or of the tickets, is out of the ordinary",
    ),
    "bulletin": (
        "hotline.commands.bulletin:bulletin",
        "Daily, weekly, monthly or topical bulletin for those who lead",
    ),
    "forecast": (
        "hotline.commands.forecast:forecast",
        "How many reports the next days or hours bring, of a file or of the tickets",
    ),
    "seats": ("hotline.commands.seats:seats", "How many seats so many calls need (Erlang C)"),
    "repeats": (
        "hotline.commands.texts.repeats:repeats",
        "Pairs of reports of a file that are likely the same matter",
    ),
    "tickets": ("hotline.commands.tickets:tickets", "List and search tickets as the operator"),
    "route": ("hotline.commands.texts.route:route", "Which unit a report belongs to, and why"),
}


class LazyGroup(click.Group):
    """A group that imports a command only to run it or to show its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__)
def hotline() -> None:
    """The 12345 hotline of a city: take reports, route them, watch the clocks, read the trends."""


def main() -> None:
    """Run the command; a refusal is printed with its remedy and ends with exit code 1."""
    from hotline.domain.errors import HotlineError

    try:
        hotline(standalone_mode=True)
    except HotlineError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
