"""The field in which an answer names what it rests on."""

from hotline.web.pages.forms import Form
from hotline.web.steps.typed import many_texts


def cited(form: Form) -> tuple[str, ...]:
    """Codes with versions, parted by blanks or commas."""
    return tuple(many_texts([form.value("cites")]))
