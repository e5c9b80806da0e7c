"""[notices] of city.toml: the hours of the night in which quiet notices do not leave the house."""

import re

from hotline.city.toml_reading import Section
from hotline.domain.notice_rules import USUAL_QUIET, QuietHours

QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def read_quiet(section: Section) -> QuietHours:
    """The usual ones where nothing is set."""
    section.only(("quiet",))
    text = section.text("quiet", str(USUAL_QUIET))
    match = QUIET.fullmatch(text.replace(" ", ""))
    if match is None or match[1] + match[2] == match[3] + match[4]:
        remedy = '请写成 quiet = "21:00-08:00"，起止不同，两位小时和两位分钟'
        section.fault("quiet", "不是免打扰时段", remedy)
        return USUAL_QUIET
    begins, ends = match[0].split("-")
    return QuietHours.of(begins, ends)
