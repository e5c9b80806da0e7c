"""Templates become responses here, inside the worker thread of their handler, so that the event
loop never renders.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response

from classifiers.chances import in_percent
from hotline.domain import vocabulary
from hotline.domain.calls import words
from hotline.domain.calls.permissions import READS_ALL_CALLS
from hotline.domain.chats.permissions import READS_ALL_CHATS
from hotline.domain.exposure import followups_of
from hotline.domain.time.frames import show_frames
from hotline.web import (
    call_labels,
    chat_labels,
    labels,
    names,
    notice_labels,
    page_labels,
    warning_labels,
)
from hotline.web.action_names import ACTION_NAMES
from hotline.web.page_labels import DAY_OFF
from hotline.web.pages.call_pages import call_pages
from hotline.web.pages.spoken_times import in_figures, is_moment
from hotline.web.papers.page_tables import has_rows

TEMPLATES = Path(__file__).parent.parent / "templates"

# Filters that give the name of a key.
NAMED = {
    "status_name": labels.STATUS,
    "action_name": ACTION_NAMES,
    "clock_name": labels.CLOCK,
    "field_name": labels.FIELD,
    "parameter_name": page_labels.PARAMETER,
    "type_name": vocabulary.REQUEST_TYPES,
    "urgency_name": vocabulary.URGENCIES,
    "channel_name": vocabulary.CHANNELS,
    "identity_name": vocabulary.IDENTITIES,
    "result_name": vocabulary.RESULTS,
    "rating_name": vocabulary.RATINGS,
    "reason_name": vocabulary.RATING_REASONS,
    "metric_name": vocabulary.METRICS,
    "contact_way_name": vocabulary.CONTACT_WAYS,
    "call_state_name": words.CALL_STATES,
    "seat_state_name": words.SEAT_STATES,
}


@cache
def environment() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals.update(
        labels=labels,
        notice_names=notice_labels.NOTICE,
        vocabulary=vocabulary,
        watch_words=warning_labels,
        call_words=words,
        chat_labels=chat_labels,
        call_labels=call_labels,
        chat_readers=READS_ALL_CHATS,
        call_pages=call_pages,
        call_readers=READS_ALL_CALLS,
    )
    templates.filters.update(
        when=names.when,
        has_rows=has_rows,
        short=names.short,
        day=names.day,
        percent=in_percent,
        length=names.length,
        seconds=names.seconds,
    )
    templates.filters["in_figures"] = in_figures
    templates.filters["followups"] = followups_of
    templates.tests["moment"] = is_moment
    templates.filters.update(role_name=labels.role_name, actor_name=labels.actor_name)
    templates.filters["frames"] = lambda day: "、".join(show_frames(day.frames)) or DAY_OFF
    templates.filters.update({word: _namer(table) for word, table in NAMED.items()})
    return templates


def _namer(table: Any) -> Any:
    return lambda key: table.get(key, key)


def render(template: str, context: dict[str, Any], *, status: int = 200) -> Response[str]:
    """A page or a fragment; pages of a person are kept by no cache, and a fragment never stands
    for its page.
    """
    text = environment().get_template(template).render(context)
    headers = {"Cache-Control": "no-store", "Vary": "HX-Request, Cookie"}
    return Response(text, media_type=MediaType.HTML, status_code=status, headers=headers)
