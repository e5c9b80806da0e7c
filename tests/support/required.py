"""Servers and browsers that the tests use where they find them, and must find when
HOTLINE_REQUIRE names them.
"""

import os

import pytest


def missing(name: str, reason: str) -> None:
    """Skip with the reason, or fail when HOTLINE_REQUIRE lists `name`."""
    if name in os.environ.get("HOTLINE_REQUIRE", "").split(","):
        pytest.fail(f"{name} is required here, but {reason}")
    pytest.skip(f"left out: {reason}")
