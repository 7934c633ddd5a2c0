"""drafts by the number of the account; in whose files a person stands is found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Change the schema."""
    # whose the former drafts are, only the key file knows, and a name may have been given to another since
    op.drop_table("draft")
    op.create_table(
        "draft",
        sa.Column("officer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("screen", sa.Text(), nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", "screen", "key", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_relative_relative_identity"),
        "relative",
        ["relative_identity"],
        sqlite_where=sa.text("relative_identity IS NOT NULL"),
    )
