"""The dangers that a ticket tells of."""

from hotline.domain.models import Ticket


def dangers_of(ticket: Ticket) -> tuple[str, ...]:
    """Their kinds, the likeliest first; none where nobody is in danger."""
    return tuple(filter(None, (ticket.danger, *ticket.more_dangers)))
