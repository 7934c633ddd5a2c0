"""history: births, 回收站, undone imports; numbers of rows are never given twice."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBERED = ("unit", "quota", "cadre", "campaign_case", "letter", "letter_step", "flag", "disposition")
# rows that no import brings; on the other tables, which take in very many, a trigger costs a twentieth of an import
_BORN_HERE = dict.fromkeys(("letter", "letter_step", "flag", "disposition"), "NEW.id") | {
    "setting": "NEW.key",
    "measure": "NEW.cadre_id || '/' || NEW.n",
}

# What vaults of the first revision did not keep: which action made a batch, and which brought rows into being that no
# import did. The audit tells both.
_BATCHES = """
    UPDATE batch SET audit_id = coalesce(
        (SELECT max(id) FROM audit WHERE action = '导入' AND audit.at = batch.at AND subject = batch.file
            AND json_extract(detail, '$.sha256') = batch.sha256),
        (SELECT max(id) FROM audit WHERE audit.at <= batch.at))
"""
_LETTERS = """
    SELECT audit.id, 'letter', letter.id FROM letter JOIN audit
    ON audit.subject = 'letter ' || letter.id AND audit.action LIKE '拟稿%'
"""
_MEASURES = """
    SELECT audit.id, 'measure', letter.cadre_id || '/' || measure_n FROM letter JOIN audit
    ON audit.subject = 'letter ' || letter.id AND json_extract(audit.detail, '$.step') = 'issue'
    WHERE measure_n IS NOT NULL
"""
_DISPOSITIONS = """
    SELECT max(audit.id), 'disposition', disposition.id FROM disposition JOIN audit
    ON audit.subject = 'flag ' || flag_id AND audit.action = '处置预警' AND audit.at = disposition.at
    GROUP BY disposition.id
"""
_FLAGS = """
    SELECT (SELECT min(id) FROM audit WHERE action = '扫描预警' AND audit.at >= first), 'flag', id
    FROM (SELECT id, coalesce((SELECT json_extract(before, '$.found') FROM history
        WHERE table_name = 'flag' AND row_key = flag.id ORDER BY history.id LIMIT 1), found) AS first FROM flag)
"""
_SETTINGS = """
    SELECT min(audit.id), 'setting', value FROM audit, json_each(audit.detail, '$.keys')
    WHERE audit.action = '修改设置' GROUP BY value
"""
# where that action also changed the row, the row was there before
_ENTER = """
    INSERT INTO birth (audit_id, table_name, row_key)
    WITH born (audit_id, table_name, row_key) AS ({births})
    SELECT audit_id, table_name, row_key FROM born WHERE audit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM history
        WHERE history.audit_id = born.audit_id AND history.table_name = born.table_name
        AND history.row_key = born.row_key)
"""
# the audit row of an action is written last: its number is the next one
_BORN = """
    CREATE TRIGGER born_{name} AFTER INSERT ON {name} {when} BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), '{name}', {key});
    END
"""


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "birth",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_birth_audit_id_audit")),
        sa.PrimaryKeyConstraint("table_name", "row_key", "audit_id", name=op.f("pk_birth")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deletion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="kept", nullable=False),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('kept', 'restored', 'purged')", name=op.f("ck_deletion_state")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_deletion_audit_id_audit")),
        sa.ForeignKeyConstraint(["ended"], ["audit.id"], name=op.f("fk_deletion_ended_audit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
        sa.UniqueConstraint("audit_id", name=op.f("uq_deletion_audit_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_history_audit_id"), "history", ["audit_id"])
    op.execute("ALTER TABLE batch ADD audit_id INTEGER CONSTRAINT fk_batch_audit_id_audit REFERENCES audit (id)")
    for column in ("undone_at", "undone_by", "undone_reason"):
        op.execute(f"ALTER TABLE batch ADD {column} TEXT")
    for name in _NUMBERED:
        _number_once(name)
    op.execute(_BATCHES)
    for births in (_LETTERS, _MEASURES, _DISPOSITIONS, _FLAGS, _SETTINGS):
        op.execute(_ENTER.format(births=births))
    for name, key in _BORN_HERE.items():
        when = "WHEN NEW.batch_id IS NULL" if name == "measure" else ""
        op.execute(_BORN.format(name=name, key=key, when=when))


def _number_once(name: str) -> None:
    """Make the table anew with AUTOINCREMENT, which a table cannot be given later."""
    query = sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL")
    made = op.get_bind().execute(query, {"name": name}).all()
    (table,) = (sql for kind, sql in made if kind == "table")
    fresh = table.replace(f"CREATE TABLE {name}", f"CREATE TABLE fresh_{name}")
    fresh = fresh.replace("id INTEGER NOT NULL", "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", 1)
    op.execute(fresh.replace(f"CONSTRAINT pk_{name} PRIMARY KEY (id), ", ""))
    op.execute(f"INSERT INTO fresh_{name} SELECT * FROM {name}")
    op.execute(f"DROP TABLE {name}")
    op.execute(f"ALTER TABLE fresh_{name} RENAME TO {name}")
    for kind, sql in made:
        if kind == "index":
            op.execute(sql)
