"""Documents, their versions, and what others say of them and make of them."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TABLES = (
    "document",
    "document_topic",
    "document_version",
    "version_writer",
    "version_file",
    "confirmation",
    "passage_comment",
    "endorsement",
    "adoption",
    "adaptation_reason",
    "parent_seen",
    "change_offer",
)


def upgrade():
    _documents()
    _sharing()


def _to(table, column, other, ondelete):
    key = "code" if other == "region" else "id"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete or None
    )


def _only(name, table, columns, condition):
    only = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=only, postgresql_where=only)


def _documents():
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("is_unchecked", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=80), nullable=False),
        sa.Column("licence", sa.String(length=80), nullable=False),
        sa.Column("credit", sa.String(length=300), nullable=False),
        sa.Column("leaving", sa.String(length=80), nullable=False),
        sa.Column("lived_experience", sa.String(length=80), nullable=False),
        sa.Column("steward_id", sa.Uuid(), nullable=True),
        sa.Column("review_months", sa.SmallInteger(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("in_force_id", sa.Uuid(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("adapted_from_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _to("document", "space_id", "space", "RESTRICT"),
        _to("document", "organization_id", "organization", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_adapted_from_id", "document", ["adapted_from_id"])
    op.create_index("ix_document_changed_at", "document", ["changed_at"])
    op.create_index("ix_document_organization_id", "document", ["organization_id"])
    op.create_index("ix_document_space_id_state_changed_at", "document", ["space_id", "state", "changed_at"])
    op.create_index("ix_document_state_review_on", "document", ["state", "review_on"])
    op.create_index("ix_document_steward_id", "document", ["steward_id"])
    op.create_table(
        "document_topic",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        _to("document_topic", "document_id", "document", "CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "code", name=op.f("pk_document_topic")),
    )
    op.create_index("ix_document_topic_code", "document_topic", ["code"])
    op.create_table(
        "document_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("size", sa.String(length=80), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consulted_until", sa.Date(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        _to("document_version", "document_id", "document", "CASCADE"),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_version_document_id_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
    )
    _only("uq_document_version_one_in_force", "document_version", ["document_id"], "state = 'in_force'")
    _only(
        "uq_document_version_one_worked_on", "document_version", ["document_id"], "state in ('draft', 'consultation', 'review')"
    )
    op.create_table(
        "version_writer",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _to("version_writer", "version_id", "document_version", "CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_version_writer")),
    )
    op.create_index("ix_version_writer_person_id", "version_writer", ["person_id"])
    op.create_table(
        "version_file",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        _to("version_file", "version_id", "document_version", "CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "file_id", name=op.f("pk_version_file")),
    )
    op.create_index("ix_version_file_file_id", "version_file", ["file_id"])
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        _to("confirmation", "version_id", "document_version", "CASCADE"),
        _to("confirmation", "organization_id", "organization", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    )
    op.create_index("ix_confirmation_organization_id", "confirmation", ["organization_id"])
    op.create_index("ix_confirmation_version_id", "confirmation", ["version_id"])


def _sharing():
    op.create_table(
        "passage_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("passage", sa.String(length=80), nullable=False),
        sa.Column("quote", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.Column("how", sa.String(length=80), nullable=False),
        _to("passage_comment", "version_id", "document_version", "CASCADE"),
        _to("passage_comment", "answers_id", "passage_comment", "CASCADE"),
        _to("passage_comment", "organization_id", "organization", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_comment")),
    )
    op.create_index("ix_passage_comment_answers_id", "passage_comment", ["answers_id"])
    op.create_index("ix_passage_comment_organization_id", "passage_comment", ["organization_id"])
    op.create_index("ix_passage_comment_version_id", "passage_comment", ["version_id"])
    op.create_index("ix_passage_comment_written_by_id", "passage_comment", ["written_by_id"])
    op.create_table(
        "endorsement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("endorsed_on", sa.Date(), nullable=False),
        sa.Column("endorsed_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("has_lapsed", sa.Boolean(), nullable=False),
        _to("endorsement", "version_id", "document_version", "CASCADE"),
        _to("endorsement", "organization_id", "organization", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
    )
    op.create_index("ix_endorsement_organization_id", "endorsement", ["organization_id"])
    _only("uq_endorsement_one_that_holds", "endorsement", ["version_id", "organization_id"], "ended_on is null")
    op.create_table(
        "adoption",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("adopted_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _to("adoption", "document_id", "document", "CASCADE"),
        _to("adoption", "organization_id", "organization", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
    )
    op.create_index("ix_adoption_organization_id", "adoption", ["organization_id"])
    _only("uq_adoption_one_that_holds", "adoption", ["document_id", "organization_id"], "ended_on is null")
    op.create_table(
        "adaptation_reason",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        _to("adaptation_reason", "document_id", "document", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_reason")),
    )
    op.create_index("ix_adaptation_reason_document_id", "adaptation_reason", ["document_id"])
    op.create_table(
        "parent_seen",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("seen_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        _to("parent_seen", "document_id", "document", "CASCADE"),
        _to("parent_seen", "version_id", "document_version", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parent_seen")),
    )
    op.create_index("ix_parent_seen_document_id", "parent_seen", ["document_id"])
    op.create_index("ix_parent_seen_version_id", "parent_seen", ["version_id"])
    op.create_table(
        "change_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        _to("change_offer", "version_id", "document_version", "CASCADE"),
        _to("change_offer", "document_id", "document", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_offer")),
    )
    op.create_index("ix_change_offer_document_id", "change_offer", ["document_id"])
    _only("uq_change_offer_one_open", "change_offer", ["version_id", "document_id"], "state = 'offered'")


def downgrade():
    for table in reversed(TABLES):
        op.drop_table(table)
