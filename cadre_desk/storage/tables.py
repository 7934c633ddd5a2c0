"""Every table of the vault.

A ledger row keeps in columns what lists and rules search, and every other field as JSON in `data`: a new field is no
migration. Rows that belong to a cadre are clustered by him (cadre_id first in the key, no rowid), so that one
sequential read gives whole dossiers in order. Dates are ISO text, YYYY-MM where the day is unknown.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _origin() -> list[Column[int]]:
    """From which import a row came, and from which line of its sheet; empty where it was typed in."""
    return [Column("batch_id", Integer, ForeignKey("batch.id")), Column("line", Integer)]


def _owned() -> list[Column[int]]:
    """The key of a row that belongs to a cadre: he, and a number within him."""
    return [
        Column("cadre_id", Integer, ForeignKey("cadre.id"), primary_key=True),
        Column("n", Integer, primary_key=True),
    ]


def _data() -> Column[str]:
    return Column("data", Text, nullable=False, server_default="{}")


audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("audit_id", Integer, ForeignKey("audit.id"), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("before", Text, nullable=False),
    Index(None, "table_name", "row_key"),
)

setting = Table("setting", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

batch = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("same", Integer, nullable=False, server_default="0"),
)

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("grade", Text),
    Column("kind", Text),
    _data(),
    *_origin(),
)

quota = Table(
    "quota",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False),
    Column("level", Text, nullable=False),
    Column("approved", Integer, nullable=False),
    _data(),
    *_origin(),
    UniqueConstraint("unit_id", "level"),
)

cadre = Table(
    "cadre",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("initials", Text, nullable=False, server_default=""),
    Column("sex", Text),
    Column("birth", Text),
    Column("unit_id", Integer, ForeignKey("unit.id")),
    Column("title", Text),
    Column("level", Text),
    Column("rank", Text),
    Column("in_service", Text),
    Column("reporting", Integer),
    Column("reporting_since", Text),
    _data(),
    *_origin(),
    Index(None, "name"),
    Index(None, "initials"),
    Index(None, "unit_id"),
)

relative = Table(
    "relative",
    metadata,
    *_owned(),
    Column("relation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("relative_identity", Text),
    _data(),
    *_origin(),
    sqlite_with_rowid=False,
)

post = Table(
    "post",
    metadata,
    *_owned(),
    Column("unit_id", Integer, ForeignKey("unit.id")),
    Column("title", Text, nullable=False),
    Column("level", Text),
    Column("role", Text),
    Column("domain", Text),
    Column("manner", Text),
    Column("start", Text),
    Column("end", Text),
    Column("counts", Integer),
    _data(),
    *_origin(),
    Index(None, "unit_id"),
    sqlite_with_rowid=False,
)

declaration = Table(
    "declaration",
    metadata,
    *_owned(),
    Column("year", Integer, nullable=False),
    Column("filing", Text, nullable=False),
    Column("number", Integer, nullable=False, server_default="1"),
    Column("received", Text),
    Column("signed", Text),
    _data(),
    *_origin(),
    UniqueConstraint("cadre_id", "year", "filing", "number"),
    sqlite_with_rowid=False,
)

entry = Table(
    "entry",
    metadata,
    Column("cadre_id", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),  # of the declaration
    Column("section", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("action", Text),
    Column("holder", Text),
    Column("relation", Text),
    Column("item", Text, nullable=False),  # the natural key, normalised
    Column("event_date", Text),
    Column("amount", Float),  # 万元
    Column("area", Float),  # ㎡
    Column("share", Float),  # %
    _data(),
    *_origin(),
    sqlite_with_rowid=False,
)

measure = Table(
    "measure",
    metadata,
    *_owned(),
    Column("measure", Text, nullable=False),
    Column("decided", Text, nullable=False),
    Column("served", Text),
    Column("due", Text),
    Column("replied", Text),
    Column("reply_state", Text),
    Column("followed_up", Text),
    Column("follow_up_result", Text),
    Column("influence_until", Text),
    _data(),
    *_origin(),
    UniqueConstraint("cadre_id", "measure", "decided"),
    sqlite_with_rowid=False,
)

campaign_case = Table(
    "campaign_case",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("cadre_id", Integer, ForeignKey("cadre.id")),
    Column("name", Text),
    Column("unit", Text),
    Column("category", Text),
    Column("received", Text),
    Column("state", Text),
    _data(),
    *_origin(),
    UniqueConstraint("campaign", "case_number"),
    Index(None, "cadre_id"),
)

letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("cadre_id", Integer, ForeignKey("cadre.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("year", Integer),
    Column("serial", Integer),
    Column("number", Text, nullable=False, server_default=""),
    Column("dated", Text),  # 成文日期
    Column("measure_n", Integer),  # the measure that issuing it recorded
    _data(),
    Column("created", Text, nullable=False),
    UniqueConstraint("kind", "year", "serial"),
    Index(None, "cadre_id"),
)

letter_step = Table(
    "letter_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", Integer, ForeignKey("letter.id"), nullable=False),
    Column("step", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Index(None, "letter_id"),
)

flag = Table(
    "flag",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("subject", Text, nullable=False),  # cadre or unit
    Column("subject_id", Integer, nullable=False),
    Column("item", Text, nullable=False),  # what within the subject: stable while its evidence changes
    Column("fingerprint", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("state", Text, nullable=False),
    CheckConstraint("state in ('open', 'established', 'unfounded', 'handled', 'gone')", name="state"),
    UniqueConstraint("rule", "subject", "subject_id", "item"),
    Index(None, "state", "severity"),
    Index(None, "subject", "subject_id"),
)

disposition = Table(
    "disposition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("flag_id", Integer, ForeignKey("flag.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),  # of the evidence that was judged
    Column("decision", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index(None, "flag_id"),
)
