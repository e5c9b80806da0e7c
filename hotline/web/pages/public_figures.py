"""每月数据: figures of a month for everybody, also as open data, and answers as a feed."""

import io
import json
from typing import Any

from litestar import Response, get
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.knowledge import spoken
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES
from hotline.reading.public_figures import PublicFigures, past_months
from hotline.sheets.csv_writer import CsvWriter
from hotline.storage.knowledge import newest_published
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, reading
from hotline.web.figure_labels import (
    DATA_COLUMNS,
    DIMENSION,
    FEED_TITLE,
    NOT_KNOWN,
    RATES,
    WITHHELD,
)
from hotline.web.guards import public
from hotline.web.names import Names
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rss import Story, feed
from hotline.web.site import site_of

ENTRIES = 30


@get("/figures", guards=[public, limited("lookups")])
@reading
def show_public_figures(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """The last whole month unless the address says another one."""
    figures = _asked_for(session, request, desk)
    return page(
        request,
        "public_figures.html",
        desk,
        figures=figures,
        months=past_months(desk.now()),
        rates=RATES,
        dimensions=DIMENSION,
        name_of=lambda dimension, key: _name(Names(desk.city), dimension, key),
    )


@get("/figures/data.csv", guards=[public, limited("lookups")])
@reading
def give_csv(session: Session, request: PageRequest, desk: AtDesk) -> Response[bytes]:
    """UTF-8 with a mark, as spreadsheets want it; an empty count is withheld."""
    figures, file = _asked_for(session, request, desk), io.StringIO()
    rows = CsvWriter(file)
    rows.writerow(DATA_COLUMNS)
    for row in _rows(figures, Names(desk.city)):
        rows.writerow(["" if value is None else value for value in row.values()])
    return Response(file.getvalue().encode("utf-8-sig"), media_type="text/csv")


@get("/figures/data.json", guards=[public, limited("lookups")])
@reading
def give_json(session: Session, request: PageRequest, desk: AtDesk) -> Response[bytes]:
    """The same rows; null is withheld."""
    figures = _asked_for(session, request, desk)
    document = {
        "city": desk.city.name,
        "example": desk.city.example,
        "month": figures.month,
        "total": figures.total,
        "note": WITHHELD,
        "rows": _rows(figures, Names(desk.city)),
        "rates": {
            name: {"part": rate.part, "whole": rate.whole} for name, rate in figures.rates.items()
        },
    }
    content = json.dumps(document, ensure_ascii=False).encode()
    return Response(content, media_type="application/json")


@get("/guide.xml", guards=[public, limited("lookups")])
@reading
def give_feed(session: Session, request: PageRequest, desk: AtDesk) -> Response[bytes]:
    """RSS 2.0 of the answers that were published last."""
    guide = f"{site_of(request).origin}/guide"
    stories = [
        Story(
            version.title,
            f"{guide}/{entry.code}",
            spoken(version.answer, version.guide),
            entry.updated_at,
        )
        for entry, version in newest_published(session, desk.now().date(), limit=ENTRIES)
    ]
    return feed(FEED_TITLE.format(city=desk.city.name), guide, stories)


def _asked_for(session: Session, request: PageRequest, desk: Desk) -> PublicFigures:
    month = request.query_params.get("month", "").strip() or past_months(desk.now())[0]
    figures: PublicFigures = request.app.state.public_figures.figures(session, desk, month)
    return figures


def _rows(figures: PublicFigures, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "month": figures.month,
            "dimension": dimension,
            "code": key,
            "name": _name(names, dimension, key),
            "count": n,
        }
        for dimension, cells in figures.tables.items()
        for key, n in sorted(cells.items())
    ]


def _name(names: Names, dimension: str, key: str) -> str:
    if not key:
        return NOT_KNOWN
    plain = {"channel": CHANNELS, "request_type": REQUEST_TYPES}
    if dimension in plain:
        return plain[dimension].get(key, key)
    return names.area(key) if dimension == "district" else names.category(key)


route_handlers = [show_public_figures, give_csv, give_json, give_feed]
