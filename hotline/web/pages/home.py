"""Where everybody begins: callers at four doors, staff at their own work."""

from litestar import Response, get
from litestar.response import Redirect

from hotline.web.dependencies import AtDesk, Visitor
from hotline.web.guards import public
from hotline.web.navigation import start_of
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread


@get("/", guards=[public])
@in_thread
def home(request: PageRequest, visitor: Visitor, desk: AtDesk) -> Response[str] | Redirect:
    if visitor is not None:
        return Redirect(start_of(visitor), status_code=303)
    return page(request, "home.html", desk)
