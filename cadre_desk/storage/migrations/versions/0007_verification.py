"""查核: batches, draws, feedback of registries, what differs, what people decided."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# the audit row of an action is written last: its number is the next one
_BORN = """
    CREATE TRIGGER born_{name} AFTER INSERT ON {name} BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), '{name}', NEW.cadre_id || '/' || NEW.n);
    END
"""


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "assignment",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_assignment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("compared", sa.Text(), nullable=True),
        sa.Column("data", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state in ('listing', 'fixed', 'open', 'closed', 'void')", name=op.f("ck_verification_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("title", name=op.f("uq_verification_title")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draw",
        sa.Column("verification_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("listed", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("first_number", sa.Text(), nullable=True),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("second_number", sa.Text(), nullable=True),
        sa.Column("seed", sa.Text(), nullable=True),
        sa.Column("drawn", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_draw_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("verification_id", name=op.f("pk_draw")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.Column("cadre_identity", sa.Text(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), server_default="{}", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_feedback_batch_id_batch")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_feedback_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feedback_mark"), "feedback", ["mark"])
    op.create_index(op.f("ix_feedback_verification_id"), "feedback", ["verification_id"])

    op.create_table(
        "determination",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.Column("measure_n", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), server_default="{}", nullable=False),
        sa.CheckConstraint("state in ('proposed', 'decided', 'revoked')", name=op.f("ck_determination_state")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_determination_cadre_id_cadre")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_determination_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "n", name=op.f("pk_determination")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_determination_verification_id"), "determination", ["verification_id"])

    op.create_table(
        "discrepancy",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), server_default="", nullable=False),
        sa.Column("confidence", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("current", sa.Integer(), server_default="1", nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("determination_n", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_discrepancy_cadre_id_cadre")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_discrepancy_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "n", name=op.f("pk_discrepancy")),
        sa.UniqueConstraint(
            "cadre_id",
            "verification_id",
            "section",
            "thing",
            name=op.f("uq_discrepancy_cadre_id_verification_id_section_thing"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_discrepancy_verification_id_outcome"), "discrepancy", ["verification_id", "outcome"])

    op.create_table(
        "verified",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("same", sa.Integer(), server_default="0", nullable=False),
        sa.Column("absent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("replied", sa.Text(), nullable=True),
        sa.Column("closed", sa.Text(), nullable=True),
        sa.Column("data", sa.Text(), server_default="{}", nullable=False),
        sa.CheckConstraint("state in ('open', 'closed')", name=op.f("ck_verified_state")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_verified_cadre_id_cadre")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_verified_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "n", name=op.f("pk_verified")),
        sa.UniqueConstraint("cadre_id", "verification_id", name=op.f("uq_verified_cadre_id_verification_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_verified_verification_id"), "verified", ["verification_id"])
    for name in ("verified", "determination", "discrepancy"):  # the 回收站 speaks of them, so their birth is entered
        op.execute(_BORN.format(name=name))
