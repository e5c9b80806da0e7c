"""Chances of a machine as people read them."""

_MOST = 0.99


def in_percent(chance: float) -> str:
    """Never 100 %: nothing that a machine reads is certain."""
    return f"{min(chance, _MOST):.0%}"
