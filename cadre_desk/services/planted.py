"""More problems for the invented unit: reports that are due, candidates, trips and family business."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cadre_desk.domain.dates import add_months
from cadre_desk.domain.rules.declarations import annual_deadline
from cadre_desk.domain.rules.finding import Law

if TYPE_CHECKING:
    from cadre_desk.services.invent import _Person, _Problems

CANDIDATE = "考察对象报告"


def plant_more(problems: "_Problems") -> None:
    """Each with cadres of its own, beside some that only look alike."""
    more = _More(problems)
    problems.plant("PM-04", 2, more.newcomer)
    problems.plant("PM-05", 1, more.resigned)
    problems.plant("PM-14", 2, more.candidate)
    problems.plant("NK-02", 1, more.candidate_with_spouse_abroad)
    problems.plant("PM-20", 2, more.unapproved_trip)
    problems.plant("FB-01", 2, more.high_with_business)
    problems.plant("FB-02", 1, more.in_charge_of_business)
    problems.innocent(2, more.approved_trip)
    problems.innocent(2, more.business)
    more.due_soon()


class _More:
    """How each is done to a cadre."""

    def __init__(self, problems: "_Problems") -> None:
        self.problems, self.world = problems, problems.world

    def _planted(self, one: "_Person", *rules: str) -> None:
        self.world.out.planted |= {(rule, one.identity) for rule in rules}

    def newcomer(self, one: "_Person") -> None:
        """In scope since January of the year that is due, and nothing reported: the annual report is missing too."""
        one.cadre["reporting_since"] = f"{self.world.last_year}-01"
        self.world.skipped |= {(one.identity, year) for year in self.world.years}
        self._planted(one, "PM-01")

    def resigned(self, one: "_Person") -> None:
        one.cadre["in_service"] = "辞去公职"
        one.post["end"] = add_months(self.world.today, -1).isoformat()
        self.problems.missing_report(one)

    def candidate(self, one: "_Person") -> None:
        """The report of a candidate, with all that such a report writes anew; it is filed with the annual ones."""
        self.world.candidates[one.identity] = self.world.today - timedelta(days=1)

    def candidate_with_spouse_abroad(self, one: "_Person") -> None:
        self.candidate(one)
        self.problems.spouse_abroad(one)
        self._planted(one, "PM-14", "NK-01")

    def unapproved_trip(self, one: "_Person") -> None:
        self._trip(one, None)

    def approved_trip(self, one: "_Person") -> None:
        self._trip(one, "云川市委组织部")

    def _trip(self, one: "_Person", approver: str | None) -> None:
        year = self.world.last_year
        when = {"start": f"{year}-05-02", "end": f"{year}-05-06", "countries": "泰国", "purpose": "旅游"}
        how = {"approver": approver, "passport": f"E0{one.number:07d}"}
        self.world.out.add("trip_abroad", self.world.filing(one, year) | when | how)

    def high_with_business(self, one: "_Person") -> None:
        one.cadre["level"] = "厅局级副职"
        self.business(one)

    def in_charge_of_business(self, one: "_Person") -> None:
        one.post["charge"] = "餐饮、文化旅游"
        self.business(one)

    def business(self, one: "_Person") -> None:
        """A small shop of the spouse, reported; by itself no problem."""
        year, spouse = self.world.last_year, one.spouse
        who = {"action": "新增", "person": spouse["name"], "relation": spouse["relation"]}
        what: dict[str, Any] = {
            "registration": f"0000{one.number:09d}",
            "enterprise": "云川市示例饭店",
            "founded": f"{year}-06",
            "scope": "餐饮服务",
            "registered_at": "某省云川市",
            "operated_at": "某省云川市",
            "type": "个体工商户",
            "contribution": 10,
            "senior": False,
            "state": "存续",
        }
        self.world.out.add("enterprise", self.world.filing(one, year) | who | what)

    def due_soon(self) -> None:
        """In the last days before the deadline nobody's next report has come yet."""
        law = Law(self.world.pack, self.world.today, {})
        left: timedelta = annual_deadline(self.world.today.year - 1, law) - self.world.today
        if timedelta() <= left <= timedelta(law.parameter("PM-02", "days_before")):
            for one in self.world.reporters:
                if one.cadre["in_service"] == "现职":
                    self._planted(one, "PM-02")
