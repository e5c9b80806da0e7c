"""RSS 2.0: what was published last, for readers of news."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from litestar import Response

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True)
class Story:
    title: str
    link: str
    description: str
    at: datetime


def feed(title: str, link: str, stories: Iterable[Story]) -> Response[bytes]:
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _texts(channel, title=title, link=link, description=title, language="zh-CN")
    for story in stories:
        _texts(
            ElementTree.SubElement(channel, "item"),
            title=story.title,
            link=story.link,
            guid=story.link,
            description=story.description,
            pubDate=_stamp(story.at),
        )
    content = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, media_type="application/rss+xml; charset=utf-8")


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = text


def _stamp(moment: datetime) -> str:
    """As RFC 822 wants it; the hotline's cities keep one time, that of Beijing."""
    day, month = DAYS[moment.weekday()], MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02d} {month} {moment:%Y %H:%M:%S} +0800"
