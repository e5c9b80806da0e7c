"""Options that every command on an installation's data takes."""

import functools
from collections.abc import Callable
from typing import Any

import click


def installation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --data, --database and --search; the command receives them as `settings`."""

    @click.option("--data", metavar="DIR", help="Data folder (default ./data, or HOTLINE_DATA).")
    @click.option("--database", metavar="URL", help="Database of a city (or HOTLINE_DATABASE).")
    @click.option("--search", metavar="URL", help="Elasticsearch of a city (or HOTLINE_SEARCH).")
    @functools.wraps(command)
    def wrapped(
        *args: Any, data: str | None, database: str | None, search: str | None, **kwargs: Any
    ) -> Any:
        from hotline.config import read_settings

        return command(*args, settings=read_settings(data, database, search), **kwargs)

    return wrapped
