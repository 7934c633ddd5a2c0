"""提醒、函询、诫勉: replies and follow-ups that are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from cadre_desk.domain.dates import add_months, add_working_days
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, MeasureTaken, earliest
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule

_REPLIED = ("已说明清楚", "说明不清")  # whoever judged the reply has it, though its day was not entered


def taken(dossier: Dossier, pack: Pack, key: str) -> Iterator[MeasureTaken]:
    """The measures of one kind against a cadre."""
    name = pack.measures[key].name
    return (one for one in dossier.measures if one.measure == name)


def reply_due(one: MeasureTaken, law: Law) -> date | None:
    """Until when the reply to an inquiry is due: as recorded, else the working days of the instrument."""
    served, days = earliest(one.served), law.pack.letters["inquiry"].reply_working_days
    if one.due or served is None or days is None:
        return earliest(one.due)
    return add_working_days(served, days, law.holidays).last_day


@cadre_rule("RL-01")
def inquiry_unanswered(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """An inquiry that is not answered after the term."""
    for one in taken(dossier, law.pack, "inquiry"):
        if one.replied or one.reply_state in _REPLIED:
            continue
        due = reply_due(one, law)
        if due and law.today > due:
            served = one.served or "（未记送达日期）"
            facts = {"name": dossier.cadre.name, "served": served, "due": due.isoformat()}
            cells = (
                Evidence("处理处分", "送达日期", one.served or "", one.batch, one.line),
                Evidence("处理处分", "回复日期", "", one.batch, one.line),
            )
            yield Finding("RL-01", "cadre", dossier.cadre.id, f"inquiry:{one.decided}", facts, cells)


@cadre_rule("RL-03")
def follow_up_due(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """The follow-up of an admonishment is near, due or overdue and not recorded."""
    months = law.pack.letters["admonishment"].follow_up_months
    for one in taken(dossier, law.pack, "admonishment"):
        decided = earliest(one.decided)
        if one.followed_up or decided is None or months is None:
            continue
        due = add_months(decided, months)
        if law.today >= due - timedelta(days=law.parameter("RL-03", "days_before")):
            facts = {"name": dossier.cadre.name, "decided": one.decided, "due": due.isoformat()}
            cells = (
                Evidence("处理处分", "决定日期", one.decided, one.batch, one.line),
                Evidence("处理处分", "跟踪了解日期", "", one.batch, one.line),
            )
            yield Finding("RL-03", "cadre", dossier.cadre.id, f"admonishment:{one.decided}", facts, cells)
