"""Reports that are due soon, due for the first time, or due with a resignation."""

from collections.abc import Iterator
from datetime import date, timedelta

from cadre_desk.domain.people import Dossier, Filing, earliest, latest
from cadre_desk.domain.rules.declarations import ANNUAL, SERVING, annual_deadline, due_year
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule

_STAGES = ("days_before", "days_before_again")
_RESIGNED = "辞去公职"


def _scope(dossier: Dossier) -> Evidence:
    cadre = dossier.cadre
    return Evidence("干部", "成为报告对象时间", cadre.reporting_since or "", cadre.batch, cadre.line)


@cadre_rule("PM-02")
def annual_report_due_soon(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """The annual report about last year has not come, and its deadline is near."""
    cadre, year = dossier.cadre, law.today.year - 1
    left = (annual_deadline(year, law) - law.today).days
    if not 0 <= left <= law.parameter("PM-02", "days_before") or not cadre.reporting or cadre.in_service not in SERVING:
        return
    if (cadre.reporting_since or "") > f"{year}-12-31":
        return
    if any(filing.year == year and filing.filing == ANNUAL for filing, _ in dossier.filings):
        return
    days = min(law.parameter("PM-02", key) for key in _STAGES if left <= law.parameter("PM-02", key))
    deadline = annual_deadline(year, law).isoformat()  # not the days left: the flag is the same until the next stage
    facts = {"name": cadre.name, "year": str(year), "deadline": deadline, "days": str(days)}
    yield Finding("PM-02", "cadre", cadre.id, str(year), facts, (_scope(dossier),))


@cadre_rule("PM-04")
def first_report_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """In scope for more than the allowed days, and nothing was ever reported.

    Of those in scope since before the last year that is due, the ledger may begin later than they did: see PM-01.
    """
    cadre = dossier.cadre
    if dossier.filings or not cadre.reporting or cadre.in_service not in SERVING:
        return
    since = latest(cadre.reporting_since)
    if since is None:
        return
    due = since + timedelta(law.pack.deadlines["first_days"])
    if since.year >= due_year(law) and law.today > due:
        facts = {"name": cadre.name, "since": str(cadre.reporting_since), "due": due.isoformat()}
        yield Finding("PM-04", "cadre", cadre.id, str(cadre.reporting_since), facts, (_scope(dossier),))


@cadre_rule("PM-05")
def resigned_without_report(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A resignation is recorded, and no report came with the application."""
    cadre = dossier.cadre
    if cadre.in_service != _RESIGNED or not cadre.reporting:
        return
    post = max((post for post in dossier.posts if post.end), key=lambda post: post.end or "", default=None)
    left = earliest(post.end) if post else None
    since = left - timedelta(law.parameter("PM-05", "days_before")) if left else date.min
    if any(_may_be_after(filing, since) for filing, _ in dossier.filings):
        return
    facts = {"name": cadre.name, "left": (post.end if post else None) or "（未记）"}
    cells = [Evidence("干部", "在职状态", _RESIGNED, cadre.batch, cadre.line)]
    cells += [Evidence("任职", "免职时间", post.end or "", post.batch, post.line)] if post else []
    yield Finding("PM-05", "cadre", cadre.id, facts["left"], facts, tuple(cells))


def _may_be_after(filing: Filing, day: date) -> bool:
    """Also where it is not known when the report came."""
    return (latest(filing.received or filing.signed) or date.max) >= day
