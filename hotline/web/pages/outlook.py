"""预判: the next fourteen days, the calendar of months, and candidates for 每月一题."""

from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.charts import forecast_figure
from hotline.domain.errors import Unavailable
from hotline.domain.roles import SEES_ANALYSIS
from hotline.reading.outlook import LEAST_REPORTS, LEAST_UNITS, Outlook
from hotline.web.dependencies import AtDesk, reading
from hotline.web.guards import only
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.plotly import ADDRESS


@get("/outlook", guards=[only(*SEES_ANALYSIS)])
@reading
def show_outlook(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    try:
        outlook: Outlook = request.app.state.outlook.outlook(session, desk)
    except Unavailable as error:
        return page(request, "leader_away.html", desk, error=error, status=503)
    drawing = ""
    if outlook.forecast:
        figure = forecast_figure(outlook.past, outlook.forecast.expected)
        drawing = str(figure.to_json()).replace("<", "\\u003c")
    span = {"since": outlook.since, "until": desk.now().date()}
    return page(
        request,
        "outlook.html",
        desk,
        outlook=outlook,
        drawing=drawing,
        is_working=desk.calendar.is_working,
        present=desk.now().month,
        least=(LEAST_REPORTS, LEAST_UNITS),
        tickets=lambda category: "/tickets?" + urlencode({"category": category} | span),
        plotly=ADDRESS,
    )


route_handlers = [show_outlook]
