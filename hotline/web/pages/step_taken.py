"""What every form of a step ends in: it is done, or its page comes back with what was typed."""

from collections.abc import Callable
from typing import Any

from litestar import Response
from litestar.response import Redirect
from sqlmodel import Session

from hotline.domain.errors import HotlineError, NotFound
from hotline.storage.database import Database


def taken_or_shown_again(
    database: Database,
    take: Callable[[Session], Any],
    show: Callable[[Session, HotlineError], Response[Any]],
    *,
    then: str | Callable[[Any], Response[Any]],
) -> Response[Any]:
    """Takes the step in its own transaction and sends the browser to `then`, or answers what
    `then` makes of its result; what is refused is shown in `show`'s page. Raises NotFound: there
    is no page to come back to.
    """
    try:
        with database.writing() as session:
            result = take(session)
    except NotFound:
        raise
    except HotlineError as error:
        with database.reading() as session:
            return show(session, error)
    return Redirect(then, status_code=303) if isinstance(then, str) else then(result)
