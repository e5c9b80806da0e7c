"""The installation's tickets as reports of issues."""

from analytics.hotspots.report import Report
from classifiers.personal import mask
from hotline.city.pack import CityPack
from hotline.storage.issue_reports import IssueTicket


def report_of(ticket: IssueTicket, city: CityPack) -> Report:
    """A ticket as it is compared; its `title` may stand over an issue."""
    area, unit = city.areas.get(ticket.district), city.units.get(ticket.unit)
    return Report(
        id=ticket.no,
        at=ticket.reported_at,
        title=_title(ticket, city),
        text=ticket.content,
        caller=str(ticket.caller_id or ""),
        area=area.name if area else "",
        place=ticket.place,
        category=ticket.category,
        unit=unit.name if unit else ticket.unit,
        state=ticket.status,
        spot=city.spots.get((ticket.place, ticket.street)),
    )


def _title(ticket: IssueTicket, city: CityPack) -> str:
    """An issue goes by the title of one of its reports, to whoever reads it: what a hidden caller
    wrote there is not theirs to read.
    """
    if ticket.identity_mode == "real":
        return mask(ticket.title)
    category = city.categories.get(ticket.category)
    return f"{ticket.place}{category.name if category else ''}"
