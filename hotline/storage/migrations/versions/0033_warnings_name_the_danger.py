"""Of which danger a warning tells"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None

# Of a warning that was raised before, the danger of one of its tickets.
_FILL = """
UPDATE raised_warning SET danger = coalesce((
    SELECT min(ticket.danger) FROM warning_ticket
    JOIN ticket ON ticket.id = warning_ticket.ticket_id
    WHERE warning_ticket.warning_id = raised_warning.id AND ticket.danger != ''
), '') WHERE kind = 'danger'
"""


def upgrade() -> None:
    column = sa.Column("danger", sa.String(), nullable=False, server_default="")
    op.add_column("raised_warning", column)
    op.execute(_FILL)


def downgrade() -> None:
    op.drop_column("raised_warning", "danger")
