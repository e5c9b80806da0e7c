"""What every channel's module has: adding one is `docs/adding-a-channel.md`."""

from collections.abc import Mapping
from typing import Any, Protocol

from hotline.desk.desk import Desk
from hotline.domain.reports import IncomingReport, read_report


class Channel(Protocol):
    """A module of this folder.

    CHANNEL  the key, in `CHANNELS`, of a report that names no other channel
    parse    a checked report of what arrived; raises InvalidInput that lists every fault
    example  a sample of what arrives
    """

    CHANNEL: str

    def parse(self, data: Mapping[str, Any], desk: Desk) -> IncomingReport: ...

    def example(self) -> Mapping[str, Any]: ...


def checked(fields: Mapping[str, Any], desk: Desk) -> IncomingReport:
    """The report of a mapping of field to value, by the clock and the limits of the city.

    Raises InvalidInput that lists every wrong field with its remedy.
    """
    return read_report(fields, now=desk.now(), text_max=desk.city.settings.text_max)
