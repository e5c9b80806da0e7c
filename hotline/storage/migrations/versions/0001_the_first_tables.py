"""The first tables"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "caller",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("phone_key", AutoString(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("external", AutoString(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("external"),
        sa.UniqueConstraint("phone_key"),
    )
    op.create_table(
        "cityversion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("loaded_by", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "daycounter",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("password", AutoString(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "unit",
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("parent", AutoString(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "staffsession",
        sa.Column("token", AutoString(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("csrf", AutoString(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("token"),
    )
    with op.batch_alter_table("staffsession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staffsession_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_staffsession_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", AutoString(), nullable=False),
        sa.Column("status", AutoString(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("channel_ref", AutoString(), nullable=True),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("content", AutoString(), nullable=False),
        sa.Column("request_type", AutoString(), nullable=False),
        sa.Column("urgency", AutoString(), nullable=False),
        sa.Column("category", AutoString(), nullable=False),
        sa.Column("secrecy", AutoString(), nullable=False),
        sa.Column("identity_mode", AutoString(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=True),
        sa.Column("district", AutoString(), nullable=False),
        sa.Column("street", AutoString(), nullable=False),
        sa.Column("place", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("co_units", sa.JSON(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("urges", sa.Integer(), nullable=False),
        sa.Column("merged_into", AutoString(), nullable=False),
        sa.Column("group_size", sa.Integer(), nullable=False),
        sa.Column("material", AutoString(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("cycle_started_at", sa.DateTime(), nullable=True),
        sa.Column("accused", sa.JSON(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("contacted_at", sa.DateTime(), nullable=True),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("clock", AutoString(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("due_dispatch", sa.DateTime(), nullable=True),
        sa.Column("due_sign", sa.DateTime(), nullable=True),
        sa.Column("due_contact", sa.DateTime(), nullable=True),
        sa.Column("due_handle", sa.DateTime(), nullable=True),
        sa.Column("due_unit", sa.DateTime(), nullable=True),
        sa.Column("due_look", sa.DateTime(), nullable=True),
        sa.Column("due_review", sa.DateTime(), nullable=True),
        sa.Column("due_callback", sa.DateTime(), nullable=True),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("public_reply", AutoString(), nullable=False),
        sa.Column("result", AutoString(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("duplicate_of", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"],
            ["caller.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "channel_ref"),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_caller_id"), ["caller_id"], unique=False)
        batch_op.create_index("ix_ticket_category_id", ["category", "id"], unique=False)
        batch_op.create_index("ix_ticket_district_id", ["district", "id"], unique=False)
        batch_op.create_index(
            "ix_ticket_due_open",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at is not null"),
            postgresql_where=sa.text("due_at is not null"),
        )
        batch_op.create_index(
            "ix_ticket_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into != ''"),
            postgresql_where=sa.text("merged_into != ''"),
        )
        batch_op.create_index(batch_op.f("ix_ticket_no"), ["no"], unique=True)
        batch_op.create_index(
            "ix_ticket_place_category", ["place", "category", "reported_at"], unique=False
        )
        batch_op.create_index(
            "ix_ticket_place_reported",
            ["place", "reported_at"],
            unique=False,
            sqlite_where=sa.text("place != ''"),
            postgresql_where=sa.text("place != ''"),
        )
        batch_op.create_index("ix_ticket_reported", ["reported_at", "id"], unique=False)
        batch_op.create_index("ix_ticket_status_due", ["status", "due_at"], unique=False)
        batch_op.create_index("ix_ticket_status_id", ["status", "id"], unique=False)
        batch_op.create_index("ix_ticket_unit_id", ["unit", "id"], unique=False)
        batch_op.create_index(
            "ix_ticket_unit_status_due", ["unit", "status", "due_at"], unique=False
        )

    op.create_table(
        "accesslog",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff", AutoString(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("fields", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("accesslog", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accesslog_staff"), ["staff"], unique=False)
        batch_op.create_index(batch_op.f("ix_accesslog_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("limit", AutoString(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("decision_note", AutoString(), nullable=False),
        sa.Column("decided_by", AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("old_due", sa.DateTime(), nullable=True),
        sa.Column("new_due", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("contacted_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("opinion", AutoString(), nullable=False),
        sa.Column("opinion_by", AutoString(), nullable=False),
        sa.Column("opinion_at", sa.DateTime(), nullable=True),
        sa.Column("contact_way", AutoString(), nullable=False),
        sa.Column("contact_note", AutoString(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["assignment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "callback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("way", AutoString(), nullable=False),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("contacted_by_unit", sa.Boolean(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("note", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_callback_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("audience", AutoString(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "cycle_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("ending", AutoString(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("co_units", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("contacted_at", sa.DateTime(), nullable=True),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("due_sign", sa.DateTime(), nullable=True),
        sa.Column("due_contact", sa.DateTime(), nullable=True),
        sa.Column("due_handle", sa.DateTime(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("result", AutoString(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "cycle"),
    )
    with op.batch_alter_table("cycle_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_figures_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index("ix_cycle_figures_unit_ended", ["unit", "ended_at"], unique=False)

    op.create_table(
        "history_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ticket_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("actor_unit", AutoString(), nullable=False),
        sa.Column("action", AutoString(), nullable=False),
        sa.Column("from_status", AutoString(), nullable=False),
        sa.Column("to_status", AutoString(), nullable=False),
        sa.Column("from_unit", AutoString(), nullable=False),
        sa.Column("to_unit", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("old_due", sa.DateTime(), nullable=True),
        sa.Column("new_due", sa.DateTime(), nullable=True),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("processed_at", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "ticket_version"),
    )
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_entry_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index(
            "ix_history_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text("processed_at is null"),
            postgresql_where=sa.text("processed_at is null"),
        )

    op.create_table(
        "intakekey",
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("source", "key"),
    )
    with op.batch_alter_table("intakekey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intakekey_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("clock", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("begin", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=True),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("is_true", sa.Boolean(), nullable=True),
        sa.Column("result", AutoString(), nullable=False),
        sa.Column("handling", AutoString(), nullable=False),
        sa.Column("public_answer", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("unsolved_reason", AutoString(), nullable=False),
        sa.Column("without_opinions", AutoString(), nullable=False),
        sa.Column("review", AutoString(), nullable=False),
        sa.Column("review_note", AutoString(), nullable=False),
        sa.Column("reviewed_by", AutoString(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "suggestionrecord",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("model", AutoString(), nullable=False),
        sa.Column("category", AutoString(), nullable=False),
        sa.Column("category_confidence", sa.Float(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("layer", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("final_category", AutoString(), nullable=False),
        sa.Column("final_unit", AutoString(), nullable=False),
        sa.Column("decided_by", AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id"),
    )
    with op.batch_alter_table("suggestionrecord", schema=None) as batch_op:
        batch_op.create_index("ix_suggestion_at", ["at"], unique=False)

    op.create_table(
        "returnrequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("reason_code", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("suggested_unit", AutoString(), nullable=False),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("decision_note", AutoString(), nullable=False),
        sa.Column("decided_by", AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("returnrequest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returnrequest_ticket_id"), ["ticket_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("returnrequest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_returnrequest_ticket_id"))

    op.drop_table("returnrequest")
    with op.batch_alter_table("suggestionrecord", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_at")

    op.drop_table("suggestionrecord")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_ticket_id"))

    op.drop_table("reply")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pause_ticket_id"))

    op.drop_table("pause")
    with op.batch_alter_table("intakekey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intakekey_ticket_id"))

    op.drop_table("intakekey")
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_history_waiting",
            sqlite_where=sa.text("processed_at is null"),
            postgresql_where=sa.text("processed_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_history_entry_ticket_id"))

    op.drop_table("history_entry")
    with op.batch_alter_table("cycle_figures", schema=None) as batch_op:
        batch_op.drop_index("ix_cycle_figures_unit_ended")
        batch_op.drop_index(batch_op.f("ix_cycle_figures_ended_at"))

    op.drop_table("cycle_figures")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_ticket_id"))

    op.drop_table("comment")
    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_callback_ticket_id"))

    op.drop_table("callback")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_ticket_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_ticket_id"))

    op.drop_table("application")
    with op.batch_alter_table("accesslog", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accesslog_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_accesslog_staff"))

    op.drop_table("accesslog")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_unit_status_due")
        batch_op.drop_index("ix_ticket_unit_id")
        batch_op.drop_index("ix_ticket_status_id")
        batch_op.drop_index("ix_ticket_status_due")
        batch_op.drop_index("ix_ticket_reported")
        batch_op.drop_index(
            "ix_ticket_place_reported",
            sqlite_where=sa.text("place != ''"),
            postgresql_where=sa.text("place != ''"),
        )
        batch_op.drop_index("ix_ticket_place_category")
        batch_op.drop_index(batch_op.f("ix_ticket_no"))
        batch_op.drop_index(
            "ix_ticket_merged_into",
            sqlite_where=sa.text("merged_into != ''"),
            postgresql_where=sa.text("merged_into != ''"),
        )
        batch_op.drop_index(
            "ix_ticket_due_open",
            sqlite_where=sa.text("due_at is not null"),
            postgresql_where=sa.text("due_at is not null"),
        )
        batch_op.drop_index("ix_ticket_district_id")
        batch_op.drop_index("ix_ticket_category_id")
        batch_op.drop_index(batch_op.f("ix_ticket_caller_id"))

    op.drop_table("ticket")
    with op.batch_alter_table("staffsession", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staffsession_staff_id"))
        batch_op.drop_index(batch_op.f("ix_staffsession_expires_at"))

    op.drop_table("staffsession")
    op.drop_table("unit")
    op.drop_table("staff")
    op.drop_table("daycounter")
    op.drop_table("cityversion")
    op.drop_table("caller")
    op.drop_table("attempt")
