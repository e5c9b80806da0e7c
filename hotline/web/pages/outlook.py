"""预判: the next fourteen days, the calendar of months, and candidates for 每月一题."""

from datetime import date, datetime
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from analytics.charts import forecast_figure
from analytics.coming.history import ONE_DAY
from analytics.months import MonthOfYear
from analytics.periods import months_before
from hotline.domain.errors import InvalidInput, Unavailable
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
    return page(
        request,
        "outlook.html",
        desk,
        outlook=outlook,
        drawing=drawing,
        is_working=desk.calendar.is_working,
        present=desk.now().month,
        shown=_shown_day(request.query_params.get("day", "").strip(), outlook),
        least=(LEAST_REPORTS, LEAST_UNITS),
        tickets=lambda category: _tickets(category, outlook.since, outlook.day - ONE_DAY),
        tickets_of_month=_tickets_of_month,
        plotly=ADDRESS,
    )


def _shown_day(text: str, outlook: Outlook) -> date | None:
    """The day whose hours are shown, tomorrow where none is asked for. Raises InvalidInput."""
    days = {day.isoformat(): day for day in outlook.hours}
    if not days:
        return None
    if not text:
        tomorrow = outlook.day + ONE_DAY
        return tomorrow if tomorrow in outlook.hours else next(iter(outlook.hours))
    if text not in days:
        first, *_, last = days
        raise InvalidInput(
            f"“{text[:40]}”不在预测的日期之内",
            field="day",
            remedy=f"请从 {first} 至 {last} 中选一天，如 /outlook?day={first}",
        )
    return days[text]


def _tickets(category: str, first: date, last: date) -> str:
    return "/tickets?" + urlencode({"category": category, "since": first, "until": last})


def _tickets_of_month(month: MonthOfYear, category: str) -> str:
    """Nothing where the month was counted in several years: a list has one span."""
    if len(month.years) != 1:
        return ""
    first = datetime(month.years[0], month.month, 1)
    return _tickets(category, first.date(), months_before(first, -1).date() - ONE_DAY)


route_handlers = [show_outlook]
