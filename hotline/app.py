"""create_app(settings): the only wiring of the application. Its routes know no installation; what
they work on stands in its state.

app.state.settings, database, vault    the installation
app.state.desks                        call it for the Desk of the city in force
app.state.engine                       the search engine
app.state.analysis                     figures over it, and the last good ones
app.state.wall                         the figures of the wall, once for all screens
app.state.outlook                      forecast, calendar and topics of the day, made once
app.state.files                        attachments
app.state.door                         the intake door, open while the application runs
app.state.provider                     single sign-on
app.state.budgets                      what strangers may ask for
app.state.hub                          what happens in chats, for who listens
app.state.measures                     counters for /metrics
app.state.now                          the clock
app.state.worker                       whether a process beside it feeds the index
"""

import asyncio
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from litestar import Litestar, Router
from litestar.concurrency import set_asyncio_executor
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router

from analytics.hotspots.earlier import read_ahead
from analytics.search.opening import open_engine
from hotline import __version__
from hotline.chats.reading import read_chat_text
from hotline.config import Settings, read_settings
from hotline.desk.desk_holder import DeskHolder
from hotline.domain.errors import HotlineError
from hotline.domain.time.times import city_now
from hotline.intake.line.door import Door
from hotline.intake.line.processes import in_processes, in_threads
from hotline.operation.background_worker import background_worker
from hotline.operation.garbage_collector import freeze_startup_objects
from hotline.people.provider import Provider
from hotline.reading.analysis import Analysis
from hotline.reading.outlook import OutlookBoard
from hotline.reading.public_figures import PublicBoard
from hotline.reading.wall_board import WallBoard
from hotline.storage.database import open_database
from hotline.storage.files import FOLDER, Files
from hotline.storage.vault import open_vault
from hotline.web import api, pages
from hotline.web.budgets import Budgets
from hotline.web.cable import socket
from hotline.web.cable.hub import ChatHub
from hotline.web.dependencies import DEPENDENCIES
from hotline.web.errors import EXCEPTION_HANDLERS
from hotline.web.guards import public, same_site, storable_number
from hotline.web.headers import secure
from hotline.web.heads import heads_as_gets, tell_of_head
from hotline.web.measures import Measures, measured
from hotline.web.request import HotlineRequest
from hotline.web.sessions import Authenticate
from hotline.web.table_export import exported

WEB = Path(__file__).parent / "web"
LARGEST_BODY = 1_000_000
THREADS = 24
# Seconds after which a busy thread lets another one run. With Python's 5 ms the event loop may wait
# that long for each read and write while a page's thread computes.
TURN = 0.0005


def create_app(
    settings: Settings,
    *,
    now: Callable[[], datetime] = city_now,
    worker: bool = False,
    writer: bool = False,
    debug: bool = False,
) -> Litestar:
    """The application of one installation.

    With `worker` a process beside it feeds the index; with `writer` two others, by the clock of the
    city, read and write new reports.
    """
    app = routes(debug=debug)
    app.state = installation(settings, now=now, worker=worker, writer=writer)
    return app


def routes(*, debug: bool = False) -> Litestar:
    """The application without an installation: give it a state before it runs.

    Reading the signatures of a few hundred handlers is most of a start.
    """
    app = Litestar(
        route_handlers=[*api.route_handlers, *pages.route_handlers, socket.cable, _static()],
        lifespan=[_running],
        dependencies=DEPENDENCIES,
        request_class=HotlineRequest,
        guards=[storable_number, same_site],
        middleware=[measured, exported, Authenticate],
        before_send=[secure, tell_of_head],
        exception_handlers=EXCEPTION_HANDLERS,
        request_max_body_size=LARGEST_BODY,
        openapi_config=_openapi(),
        logging_config=None,
        debug=debug,
    )
    app.asgi_handler = heads_as_gets(app.asgi_handler)
    return app


def app_from_environment() -> Litestar:
    """For a server that starts several processes: settings come from the HOTLINE_ variables, and
    what strangers may ask for is counted by all of them together.
    """
    settings = read_settings()
    app = create_app(settings, worker=True, writer=True)
    app.state.budgets = Budgets(shared=settings.data)
    return app


def installation(
    settings: Settings,
    *,
    now: Callable[[], datetime] = city_now,
    worker: bool = False,
    writer: bool = False,
) -> State:
    """What the routes work on, opened; `create_app` tells what the switches mean."""
    set_asyncio_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="request"))
    database, vault = open_database(settings), open_vault(settings)
    desks = DeskHolder(database, vault, now=now)
    engine = open_engine(settings.search, settings.data / "search")
    return State(
        {
            "settings": settings,
            "database": database,
            "vault": vault,
            "files": Files(settings.data / FOLDER, vault),
            "desks": desks,
            "engine": engine,
            "analysis": Analysis(engine),
            "wall": WallBoard(),
            "outlook": OutlookBoard(engine),
            "public_figures": PublicBoard(),
            "door": Door(in_processes(settings) if writer else in_threads(database, desks)),
            "provider": Provider(settings.sign_on),
            "budgets": Budgets(),
            "hub": ChatHub(database),
            "measures": Measures(),
            "now": now,
            "worker": worker,
        }
    )


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    state = app.state
    sys.setswitchinterval(TURN)
    first = threading.Thread(target=_warm, args=[state], name="first desk", daemon=True)
    first.start()
    await state.door.open()
    with background_worker(state.settings, enabled=state.worker):
        yield
        await state.hub.close()
        await state.door.close()
    await asyncio.to_thread(first.join)
    state.desks.close()
    state.engine.close()
    state.database.close()


def _warm(state: State) -> None:
    """Open the desk and read the model while the server starts to listen.

    A missing city is told to those who ask.
    """
    try:
        desk = state.desks()
        with state.database.reading() as session:
            desk.knowledge.keep_up(session)
        # What reads a text is itself read with the first one, for which WeChat waits five seconds.
        read_chat_text("路灯坏了", desk)
        read_ahead()
    except HotlineError as error:
        logging.getLogger("hotline").warning("%s", error)
    if state.worker:
        freeze_startup_objects()


def _static() -> Router:
    return create_static_files_router(
        path="/static", directories=[WEB / "static"], guards=[public], include_in_schema=False
    )


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="12345 hotline",
        version=__version__,
        path="/schema",
        render_plugins=[JsonRenderPlugin()],
    )
