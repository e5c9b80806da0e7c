"""A real server with a small city's tickets, and a real Chromium that looks at it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from hotline.config import SignOnSettings, read_settings
from hotline.storage.database import Database, open_database
from tests.browser.server import served
from tests.browser.small_hotline import PASSWORD, fill
from tests.conftest import MONDAY, desk_of
from tests.support.required import missing

HERE = Path(__file__).parent
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
# Nobody answers there: what it would do, the one test that goes there does itself.
PROVIDER = SignOnSettings("http://127.0.0.1:9", "hotline", "", name="市统一认证")
WIDTHS = {"desk": 1440, "phone": 390}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The machine's own Chromium, or the one that Playwright installed."""
    from playwright.sync_api import Error, sync_playwright

    own = next((path for path in CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=own, args=["--no-sandbox", "--disable-gpu"]
            )
        except Error:
            missing("browser", "no Chromium was found in /usr/bin nor in Playwright's folder")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder_of_hotline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hotline") / "data"


@pytest.fixture
def database_of_hotline(hotline: str, folder_of_hotline: Path) -> Iterator[Database]:
    """For what no page does: the lot, for one."""
    database = open_database(read_settings(folder_of_hotline, environ={}))
    yield database
    database.close()


@pytest.fixture(scope="session")
def hotline(chromium, sqlite_template: Path, folder_of_hotline: Path) -> Iterator[str]:
    """The address of a running hotline with 30 tickets, the same for all tests of the browser."""
    folder = folder_of_hotline
    shutil.copytree(sqlite_template, folder)
    settings = replace(read_settings(folder, environ={}), sign_on=PROVIDER)
    database = open_database(settings)
    fill(database, desk_of(database))
    database.close()
    with served(settings, datetime(MONDAY.year, MONDAY.month, MONDAY.day, 10)) as address:
        yield address


def start_of(context, login: str) -> str:
    """Sign in without a page, which a hundred visits would draw; its tests fill in the form."""
    form = {"login": login, "password": PASSWORD}
    answer = context.request.post("/sign-in", form=form, max_redirects=0)
    assert answer.status == 303, (login, answer.status)
    return answer.headers["location"]


@pytest.fixture
def visit(chromium, hotline: str) -> Iterator[Callable[..., object]]:
    """`visit(login)` gives a page where that person is signed in, `visit("")` a caller's.

    Faults of scripts fail.
    """
    contexts, faults = [], []

    def open_page(
        login: str = "", *, width: int = 1440, scripts: bool = True, host: str = "127.0.0.1"
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            base_url=hotline.replace("127.0.0.1", host),
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.set_default_navigation_timeout(60_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda line: faults.append(line.text) if "Content Security" in line.text else None,
        )
        page.goto(start_of(context, login) if login else "/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
