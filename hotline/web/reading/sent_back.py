"""What a step adds to the address of the page that it sends somebody back to."""

from litestar.datastructures import MultiDict

SENT_BACK = ("done", "no", "empty")


def own_parameters(params: MultiDict[str]) -> MultiDict[str]:
    """Without what a step added: pages that read their address strictly read this."""
    return MultiDict([pair for pair in params.multi_items() if pair[0] not in SENT_BACK])
