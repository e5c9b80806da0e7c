"""Keys and references of a sender have a space of their own"""

from alembic import op

from hotline.storage.sqlite_driver import replace_table

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SYSTEM = "('caller', 'import', 'system')"


def upgrade() -> None:
    """A reference belongs to who registered its ticket."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE ticket DROP CONSTRAINT IF EXISTS ticket_channel_channel_ref_key")
    else:
        replace_table(op.get_bind(), "ticket", drop=", \n\tUNIQUE (channel, channel_ref)")
    op.execute(
        f"""
        UPDATE intakekey SET source = 'ref:' || (
            SELECT CASE WHEN actor IN {SYSTEM} THEN '@' || actor ELSE actor END
            FROM history_entry
            WHERE history_entry.ticket_id = intakekey.ticket_id AND action = 'register'
            ORDER BY history_entry.id LIMIT 1
        ) || substr(source, 4)
        WHERE source LIKE 'ref:%' AND EXISTS (
            SELECT 1 FROM history_entry
            WHERE history_entry.ticket_id = intakekey.ticket_id AND action = 'register'
        )
        """  # noqa: S608
    )
    op.execute(
        f"""
        UPDATE intakekey SET source = 'key:@' || substr(source, 5)
        WHERE source LIKE 'key:%' AND substr(source, 5) IN {SYSTEM}
        """  # noqa: S608
    )


def downgrade() -> None:
    """Of several senders' same reference the first one's stays.

    Tickets keep theirs, so the constraint of `ticket`, which nothing needs, does not come back.
    """
    channel = "substr(substr(source, 5), instr(substr(source, 5), ':') + 1)"
    if op.get_bind().dialect.name == "postgresql":
        channel = "split_part(source, ':', 3)"
    op.execute(
        f"""
        DELETE FROM intakekey WHERE source LIKE 'ref:%' AND ticket_id > (
            SELECT min(ticket_id) FROM (
                SELECT key AS other, {channel} AS way, ticket_id
                FROM intakekey WHERE source LIKE 'ref:%'
            ) AS others WHERE other = intakekey.key AND way = {channel}
        )
        """  # noqa: S608
    )
    op.execute(
        f"UPDATE intakekey SET source = 'ref:' || {channel} WHERE source LIKE 'ref:%'"  # noqa: S608
    )
    op.execute(
        "UPDATE intakekey SET source = 'key:' || substr(source, 6) WHERE source LIKE 'key:@%'"
    )
