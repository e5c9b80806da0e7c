"""What all rows have in common that the database numbers."""

from sqlmodel import Field, SQLModel


class NumberedRow(SQLModel):
    """`id` is None until the row is flushed; `row_id` is the same number for rows that are
    stored.
    """

    id: int | None = Field(default=None, primary_key=True)

    @property
    def row_id(self) -> int:
        """Raises RuntimeError for a row that was never flushed: a number that does not exist
        would tie what refers to it to nothing.
        """
        if self.id is None:
            raise RuntimeError(f"this {type(self).__name__} has no id yet; flush the session first")
        return self.id
