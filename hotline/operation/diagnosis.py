"""What was found of one part of an installation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """status: ok, degraded or down."""

    part: str
    status: str
    note: str
    remedy: str = ""
