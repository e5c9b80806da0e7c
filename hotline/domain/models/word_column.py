"""Columns that hold words of a closed list: strings in the database, members of their StrEnum in
the program.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import AutoString


def word_of(members: type[StrEnum]) -> type[TypeDecorator[Any]]:
    """The column type of these words; it stores values, never names.

    A word that this version does not know stays a string, so that rows of a newer one can be read.
    """

    class WordColumn(TypeDecorator[Any]):
        impl = AutoString
        cache_ok = True

        def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
            return _members.get(value, value) if value is not None else None

    _members = {str(word): word for word in members}
    return WordColumn
