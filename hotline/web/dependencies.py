"""What handlers ask for by name, and the one transaction of a request.

A handler under `@reading` or `@writing` takes `session` first; it runs in a worker thread from the
first statement to the commit, so that no transaction is ever left open while the event loop does
something else.
"""

import functools
import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated, Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import Dependency
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import NotSignedIn
from hotline.domain.roles import Actor
from hotline.storage.database import Database
from hotline.storage.files import Files

Given = Dependency(skip_validation=True)
Data = Annotated[
    Database, Given
]  # the database: for handlers that make their own small transactions
AtDesk = Annotated[Desk, Given]  # the desk of the city in force
Signed = Annotated[Actor, Given]  # who is signed in
Stores = Annotated[Files, Given]  # the files of the data folder
Visitor = Annotated[Actor | None, Given]  # who is signed in, if anybody


def reading(handler: Callable[..., Any]) -> Callable[..., Any]:
    """`session` reads one snapshot; what the handler changes in it is thrown away."""
    return _with_session(handler, Database.reading)


def writing(handler: Callable[..., Any]) -> Callable[..., Any]:
    """`session` is committed before the answer is sent, or rolled back by any error."""
    return _with_session(handler, Database.writing)


def _with_session(
    handler: Callable[..., Any], opening: Callable[[Database], AbstractContextManager[Session]]
) -> Callable[..., Any]:
    def run(database: Database, values: dict[str, Any]) -> Any:
        with opening(database) as session:
            return handler(session=session, **values)

    @functools.wraps(handler)
    async def handle(database: Database, **values: Any) -> Any:
        return await sync_to_thread(run, database, values)

    # Litestar injects by the signature that it sees: the database instead of the session.
    signature = inspect.signature(handler)
    injected = [parameter for name, parameter in signature.parameters.items() if name != "session"]
    database_parameter = inspect.Parameter(
        "database", inspect.Parameter.KEYWORD_ONLY, annotation=Data
    )
    named = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in injected
        if parameter.name != "database"
    ]
    handle.__signature__ = signature.replace(parameters=[database_parameter, *named])  # type: ignore[attr-defined]
    handle.__annotations__ = {**handler.__annotations__, "database": Data}
    handle.__annotations__.pop("session", None)
    del handle.__wrapped__
    return handle


def provide_database(state: State) -> Database:
    database: Database = state.database
    return database


def provide_files(state: State) -> Files:
    files: Files = state.files
    return files


async def provide_desk(state: State) -> Desk:
    holder = state.desks
    desk: Desk = holder.current or await sync_to_thread(holder)
    return desk


def provide_visitor(request: Request[Any, Any, Any]) -> Actor | None:
    """Who has a duty to do first is nobody yet at the public doors."""
    visitor: Actor | None = None if request.auth and request.auth.duty else request.user
    return visitor


def provide_actor(request: Request[Any, Any, Any]) -> Actor:
    user: Actor | None = request.user
    if user is None:
        raise NotSignedIn("尚未登录或登录已过期", remedy="请先登录")
    return user


DEPENDENCIES = {
    "database": Provide(provide_database, sync_to_thread=False),
    "desk": Provide(provide_desk),
    "files": Provide(provide_files, sync_to_thread=False),
    "actor": Provide(provide_actor, sync_to_thread=False),
    "visitor": Provide(provide_visitor, sync_to_thread=False),
}
