"""Every table of the vault.

A ledger row keeps in columns what lists and rules search, and every other field as JSON in `data`: a new field is no
migration. Rows that belong to a cadre are clustered by him (cadre_id first in the key, no rowid), so that one
sequential read gives whole dossiers in order. Dates are ISO text, YYYY-MM where the day is unknown.

A number once given is never given again (autoincrement): the history and the 回收站 speak of rows by their numbers.
When a row came into being, its batch tells; of rows that no import brings (settings, letters, flags, measures that
letters record) a trigger of the table enters it under birth (revision 0002). Whoever lets rows be typed into another
table adds one there.
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
    UniqueConstraint,
    text,
)

from cadre_desk.storage.rows import Text

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
    Column("before", Text, nullable=False),  # the row as JSON; of entries the rows of a section
    Index(None, "table_name", "row_key"),
    Index(None, "audit_id"),
)

# which action brought a row into being that no import brought; of others their batch tells it
birth = Table(
    "birth",
    metadata,
    Column("table_name", Text, primary_key=True),
    Column("row_key", Text, primary_key=True),
    Column("audit_id", Integer, ForeignKey("audit.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# 回收站: one action that took rows out of their tables; they stand in the history under the same action.
deletion = Table(
    "deletion",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("audit_id", Integer, ForeignKey("audit.id"), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("what", Text, nullable=False),  # in words; emptied when it is purged, like the reason
    Column("reason", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("state", Text, nullable=False, server_default="kept"),
    Column("ended", Integer, ForeignKey("audit.id")),  # the action that restored or purged it
    CheckConstraint("state in ('kept', 'restored', 'purged')", name="state"),
    sqlite_autoincrement=True,
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
    Column("audit_id", Integer, ForeignKey("audit.id")),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("undone_reason", Text),
)

avoidance = Table(
    "avoidance",
    metadata,
    Column("officer_id", Integer, primary_key=True),
    Column("identity", Text, primary_key=True),
    Column("relation", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
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
    sqlite_autoincrement=True,
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
    sqlite_autoincrement=True,
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
    sqlite_autoincrement=True,
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
    Index(None, "relative_identity", sqlite_where=text("relative_identity IS NOT NULL")),  # 回避 asks in whose files
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
    sqlite_autoincrement=True,
)

# -- 查核 ----------------------------------------------------------------------------------------------------------

#: a batch of persons whose reports are compared with registries as they stood on one day
verification = Table(
    "verification",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # 随机抽查, 重点抽查, 凡提必核
    Column("title", Text, nullable=False),
    Column("as_of", Text, nullable=False),  # reports up to that day are compared
    Column("state", Text, nullable=False),
    Column("compared", Text),  # when the reports were compared last; empty again when something changed since
    _data(),
    Column("created", Text, nullable=False),
    Column("officer", Text, nullable=False),
    CheckConstraint("state in ('listing', 'fixed', 'open', 'closed', 'void')", name="state"),
    UniqueConstraint("title"),
    sqlite_autoincrement=True,
)

#: 随机抽查: the list as it was fixed before anybody named a number, and what was drawn from it
draw = Table(
    "draw",
    metadata,
    Column("verification_id", Integer, ForeignKey("verification.id"), primary_key=True, autoincrement=False),
    Column("people", Text, nullable=False),  # [[cadre_id, key, name, unit], ...] in the order of the list
    Column("count", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("listed", Text),  # the number in the register under which the list was printed
    Column("first", Text),
    Column("first_number", Text),
    Column("second", Text),
    Column("second_number", Text),
    Column("seed", Text),
    Column("drawn", Text),
)

#: 被查核人: one person in one batch
verified = Table(
    "verified",
    metadata,
    *_owned(),
    Column("verification_id", Integer, ForeignKey("verification.id"), nullable=False),
    Column("place", Integer, nullable=False),  # in the order of the draw or of the list
    Column("state", Text, nullable=False, server_default="open"),
    Column("same", Integer, nullable=False, server_default="0"),  # things that are alike on both sides
    Column("absent", Integer, nullable=False, server_default="0"),  # declared, and not in the feedback
    Column("asked", Text),  # 请本人说明
    Column("due", Text),
    Column("replied", Text),
    Column("closed", Text),
    _data(),
    CheckConstraint("state in ('open', 'closed')", name="state"),
    UniqueConstraint("cadre_id", "verification_id"),
    Index(None, "verification_id"),
    sqlite_with_rowid=False,
)

#: one row that a registry gave
feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verification_id", Integer, ForeignKey("verification.id"), nullable=False),
    Column("section", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("identity", Text),
    Column("cadre_identity", Text),
    Column("mark", Text, nullable=False),  # digest of what it says: the same row of another file is known again
    Column("sheet", Text, nullable=False),
    _data(),
    *_origin(),
    Index(None, "verification_id"),
    Index(None, "mark"),
    sqlite_autoincrement=True,
)

#: 人工对应: whose and which a row of a registry is, as a person decided; without cadre nobody's
assignment = Table(
    "assignment",
    metadata,
    Column("mark", Text, primary_key=True),
    Column("cadre_id", Integer),
    Column("item", Text),
    Column("reason", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: 认定: what people decided about a person in a batch
determination = Table(
    "determination",
    metadata,
    *_owned(),
    Column("verification_id", Integer, ForeignKey("verification.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("decided", Text),
    Column("measure_n", Integer),  # the measure that it recorded
    _data(),
    CheckConstraint("state in ('proposed', 'decided', 'revoked')", name="state"),
    Index(None, "verification_id"),
    sqlite_with_rowid=False,
)

#: 不一致: one thing that is not alike in report and feedback
discrepancy = Table(
    "discrepancy",
    metadata,
    *_owned(),
    Column("verification_id", Integer, ForeignKey("verification.id"), nullable=False),
    Column("section", Text, nullable=False),
    Column("thing", Text, nullable=False),  # the same for the same thing when reports are compared again
    Column("outcome", Text, nullable=False),
    Column("article", Text, nullable=False, server_default=""),
    Column("confidence", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False),
    Column("current", Integer, nullable=False, server_default="1"),  # 0: not found again by the last comparison
    Column("grade", Text),  # what people decided
    Column("determination_n", Integer),
    _data(),
    UniqueConstraint("cadre_id", "verification_id", "section", "thing"),
    Index(None, "verification_id", "outcome"),
    sqlite_with_rowid=False,
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
    sqlite_autoincrement=True,
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
    sqlite_autoincrement=True,
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
    sqlite_autoincrement=True,
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
    sqlite_autoincrement=True,
)

approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("requester", Text, nullable=False),
    Column("approver", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("digest", Text, nullable=False),  # of exactly that which was approved, and for whom
    Column("audit_id", Integer, ForeignKey("audit.id"), nullable=False),
    Column("used_audit_id", Integer, ForeignKey("audit.id"), unique=True),  # what it was used for; it counts once
)

outgoing = Table(
    "outgoing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("label", Text, nullable=False),  # 密级; empty: 不标密
    Column("purpose", Text, nullable=False),
    Column("planned", Integer, nullable=False),  # rows of a table, pages of a letter
    Column("approval_id", Integer, ForeignKey("approval.id"), unique=True),
    Column("audit_id", Integer, ForeignKey("audit.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("finished", Text),
    Column("count", Integer),
    Column("size", Integer),
    Column("sha256", Text),
    Column("fault", Text, nullable=False, server_default=""),
    CheckConstraint("state in ('waiting', 'written', 'failed')", name="state"),
    UniqueConstraint("year", "serial"),
)

#: what an officer typed and did not save; nobody else's business, so it is neither audited nor kept in the history
draft = Table(
    "draft",
    metadata,
    Column("officer_id", Integer, primary_key=True, autoincrement=False),  # a name may be another's one day
    Column("screen", Text, primary_key=True),
    Column("key", Integer, primary_key=True, autoincrement=False),  # of the record; 0 where the screen has only one
    Column("data", Text, nullable=False),
    Column("seen", Text, nullable=False, server_default=""),  # digest of the record that he had before him
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
