"""大屏: three scenes in turn, for a screen that nobody touches.

Those who lead open it signed in; a screen without a keyboard by the key of a token that opens
nothing else.
"""

from contextlib import suppress

from litestar import Response, get
from sqlalchemy.exc import OperationalError

from hotline.bulletins.rates import fraction, percent
from hotline.domain.errors import NotAllowed, NotSignedIn
from hotline.domain.roles import READS_BULLETINS
from hotline.domain.warnings import WarningKind
from hotline.people.access_tokens import find_token, note_use
from hotline.reading.hottest_issues import IssueSummary
from hotline.reading.open_warnings import OpenWarning
from hotline.reading.wall import WALL_RATES
from hotline.reading.wall_board import WallBoard
from hotline.storage.wall_state import note_asking
from hotline.web.dependencies import AtDesk, Data, provide_visitor
from hotline.web.figure_labels import RATES
from hotline.web.guards import public
from hotline.web.names import Names
from hotline.web.page_labels import NOWHERE, WALL_CLOSED, WALL_KEY_WRONG
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.rendering import render
from hotline.web.pages.threads import in_thread
from hotline.web.warning_labels import GRADE, WARNING_KIND, WARNING_STATE


@get("/wall", guards=[public])
@in_thread
def show_wall(request: PageRequest, database: Data, desk: AtDesk) -> Response[str]:
    """The whole page; raises NotSignedIn without a session of theirs and without a key,
    NotAllowed for a key that opens nothing.
    """
    return _answer(request, database, desk, "wall.html")


@get("/wall/scenes", guards=[public])
@in_thread
def show_scenes(request: PageRequest, database: Data, desk: AtDesk) -> Response[str]:
    """The scenes alone, which the page asks for each half minute."""
    return _answer(request, database, desk, "_wall_scenes.html")


def _answer(request: PageRequest, database: Data, desk: AtDesk, template: str) -> Response[str]:
    _let_in(request, database)
    wall: WallBoard = request.app.state.wall
    with database.reading() as session:
        figures = wall.figures(session, desk)
    if wall.is_to_note(desk.now()):
        with suppress(OperationalError), database.writing(waits=False) as session:
            note_asking(session, desk.now())
    names = Names(desk.city)
    context = {
        "wall": figures,
        "city": desk.city.name,
        "example": desk.city.example,
        "names": names,
        "spot_of": lambda issue: spot_of(issue, names),
        "where_of": lambda warning: where_of(warning, names),
        "grades": GRADE,
        "warning_kinds": WARNING_KIND,
        "warning_states": WARNING_STATE,
        "percent": percent,
        "fraction": fraction,
        "rate_names": {name: RATES[name][0] for name in WALL_RATES},
    }
    return render(template, context)


def spot_of(issue: IssueSummary, names: Names) -> str:
    """Where an issue is, as everybody may read it who passes: a number of a house is left to those
    who handle it, and a title to those who may see its ticket.
    """
    return _place(issue.place) or names.area(issue.street or issue.district) or NOWHERE


def where_of(warning: OpenWarning, names: Names) -> str:
    """Of one person in danger or a word that alarms no more than the street."""
    is_of_one = warning.kind in (WarningKind.DANGER, WarningKind.SENSITIVE)
    place = "" if is_of_one else _place(warning.place)
    return place or names.area(warning.area) or NOWHERE


def _place(place: str) -> str:
    return "" if any(sign.isdecimal() for sign in place) else place


def _let_in(request: PageRequest, database: Data) -> None:
    visitor, key = provide_visitor(request), request.query_params.get("key", "")
    if visitor is not None and visitor.role in READS_BULLETINS:
        return
    state, host = request.app.state, request.client.host if request.client else ""
    with database.reading() as session:
        token = find_token(session, "wall", key, host) if key else None
    if token is None and not key and visitor is not None:
        raise NotAllowed("本岗位不能打开大屏", remedy="请领导或督办员登录，或使用大屏令牌的地址")
    if token is None:
        state.budgets.spend("tokens", request)
        if key:
            message, remedy = WALL_KEY_WRONG
            raise NotAllowed(message, remedy=remedy)
        message, remedy = WALL_CLOSED
        raise NotSignedIn(message, remedy=remedy)
    note_use(database, token, state.now())


route_handlers = [show_wall, show_scenes]
