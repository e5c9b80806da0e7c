"""Call-back plans, ratings, rectification, exclusions, published scores"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "score_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", AutoString(), nullable=False),
        sa.Column("period", AutoString(), nullable=False),
        sa.Column("head", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scheme", "period"),
    )
    op.create_table(
        "score_row",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["score_publication.id"],
        ),
        sa.PrimaryKeyConstraint("publication_id", "place"),
    )
    op.create_table(
        "callback_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sampled", sa.Boolean(), nullable=False),
        sa.Column("why", AutoString(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("token", AutoString(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "cycle"),
        sa.UniqueConstraint("token"),
    )
    with op.batch_alter_table("callback_plan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_callback_plan_closes",
            ["closes_at"],
            unique=False,
            sqlite_where=sa.text("closes_at is not null"),
            postgresql_where=sa.text("closes_at is not null"),
        )
        batch_op.create_index("ix_callback_plan_unit_made", ["unit", "made_at"], unique=False)

    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("reason_code", AutoString(), nullable=False),
        sa.Column("evidence", AutoString(), nullable=False),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("decision_note", AutoString(), nullable=False),
        sa.Column("decided_by", AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.create_index("ix_exclusion_decision", ["decision", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusion_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("stage", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", AutoString(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("contacted_by_unit", sa.Boolean(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("note", AutoString(), nullable=False),
        sa.Column("result", AutoString(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "cycle", "stage"),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index("ix_rating_at", ["at", "unit"], unique=False)

    op.create_table(
        "rectification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("answer", AutoString(), nullable=False),
        sa.Column("answered_by", AutoString(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("note", AutoString(), nullable=False),
        sa.Column("checked_by", AutoString(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("warned_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "cycle"),
    )
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rectification_due_at"), ["due_at"], unique=False)
        batch_op.create_index(
            "ix_rectification_unit_due", ["unit", "decision", "due_at"], unique=False
        )
        batch_op.create_index(
            "ix_rectification_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("warned_at is null and decision != 'passed'"),
            postgresql_where=sa.text("warned_at is null and decision != 'passed'"),
        )

    op.create_table(
        "excluded_figure",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("metric", AutoString(), nullable=False),
        sa.Column("exclusion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exclusion_id"],
            ["exclusion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("ticket_id", "cycle", "metric"),
    )
    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("stage", AutoString(), nullable=False, server_default="answer")
        )

    with op.batch_alter_table("cycle_figures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cycle_figures_due_handle"), ["due_handle"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_cycle_figures_started_at"), ["started_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("cycle_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_figures_started_at"))
        batch_op.drop_index(batch_op.f("ix_cycle_figures_due_handle"))

    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.drop_column("stage")
        batch_op.drop_column("reasons")

    op.drop_table("excluded_figure")
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.drop_index("ix_rectification_waiting")
        batch_op.drop_index("ix_rectification_unit_due")
        batch_op.drop_index(batch_op.f("ix_rectification_due_at"))

    op.drop_table("rectification")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_at")

    op.drop_table("rating")
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exclusion_ticket_id"))
        batch_op.drop_index("ix_exclusion_decision")

    op.drop_table("exclusion")
    with op.batch_alter_table("callback_plan", schema=None) as batch_op:
        batch_op.drop_index("ix_callback_plan_unit_made")
        batch_op.drop_index(
            "ix_callback_plan_closes",
            sqlite_where=sa.text("closes_at is not null"),
            postgresql_where=sa.text("closes_at is not null"),
        )

    op.drop_table("callback_plan")
    op.drop_table("score_row")
    op.drop_table("score_publication")
