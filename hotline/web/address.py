"""From where somebody asks: what limits of tries count by, hashed before it is stored."""

from typing import Any

from litestar.connection import ASGIConnection


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The address of the other end, "" where there is none."""
    return connection.client.host if connection.client else ""
