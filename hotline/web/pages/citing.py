"""The field in which an answer names what it rests on."""

import re

from hotline.web.pages.forms import Form


def cited(form: Form) -> tuple[str, ...]:
    """Codes with versions, parted by blanks or commas."""
    return tuple(part for part in re.split(r"[\s,，、]+", form.value("cites")) if part)
