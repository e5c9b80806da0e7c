"""scikit-learn comes in late, because it takes a second, and by one thread.

Two that begin at different parts of it meet in the middle, where Python lets one of them see a
module that is not finished. Call this before what brings it in.
"""

import threading

_COMING_IN = threading.Lock()


def bring_in_learning() -> None:
    """Returns when scikit-learn is there, whoever brought it in."""
    with _COMING_IN:
        import sklearn.pipeline  # noqa: F401
