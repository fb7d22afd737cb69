"""Circles: a host, its organizations, their meetings and who came."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "circle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        _to("circle", "host_id", "organization", ondelete="RESTRICT"),
        _to("circle", "space_id", "space", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
    )
    op.create_index("ix_circle_host_id", "circle", ["host_id"])
    op.create_index("ix_circle_space_id", "circle", ["space_id"])
    op.create_table(
        "circle_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        _to("circle_member", "circle_id", "circle", ondelete="CASCADE"),
        _to("circle_member", "organization_id", "organization", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_member")),
    )
    op.create_index("ix_circle_member_circle_id", "circle_member", ["circle_id"])
    op.create_index("ix_circle_member_organization_id", "circle_member", ["organization_id"])
    only = sa.text("left_on is null")
    op.create_index(
        "uq_circle_member_one_at_a_time",
        "circle_member",
        ["circle_id", "organization_id"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )
    _log()


def _log():
    op.create_table(
        "circle_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=80), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by_id", sa.Uuid(), nullable=True),
        _to("circle_session", "circle_id", "circle", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_session")),
    )
    op.create_index("ix_circle_session_circle_id_held_on", "circle_session", ["circle_id", "held_on"])
    op.create_index("ix_circle_session_held_on", "circle_session", ["held_on"])
    op.create_table(
        "circle_topic",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        _to("circle_topic", "session_id", "circle_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "code", name=op.f("pk_circle_topic")),
    )
    op.create_table(
        "circle_attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        _to("circle_attendance", "session_id", "circle_session", ondelete="CASCADE"),
        _to("circle_attendance", "organization_id", "organization"),
        sa.PrimaryKeyConstraint("session_id", "organization_id", name=op.f("pk_circle_attendance")),
    )
    op.create_index("ix_circle_attendance_organization_id", "circle_attendance", ["organization_id"])


def _to(table, column, other, **more):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **more)


def downgrade():
    for table in ("circle_attendance", "circle_topic", "circle_session", "circle_member", "circle"):
        op.drop_table(table)
