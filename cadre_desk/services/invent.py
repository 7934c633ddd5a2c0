"""An invented unit of any size: ledgers as an office would have them, with a known list of planted problems.

All people are fictitious; identity numbers have the area code 000000, which is assigned to nobody.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from stdnum.cn import ric

from cadre_desk.domain.dates import add_months
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.rules.declarations import ANNUAL, annual_deadline, due_year
from cadre_desk.domain.rules.finding import Law
from cadre_desk.services.planted import CANDIDATE, plant_more

Row = dict[str, Any]

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方"
_GIVEN = (
    "明华建国文军志强海波晓燕丽萍雪梅春兰永刚立新玉珍俊杰思远子涵雨桐浩然欣怡宇航静怡嘉宁若曦承泽云帆书瑶景行知夏安然"
)
_BUREAUS = (
    "发展和改革局", "教育局", "科学技术局", "工业和信息化局", "民政局", "司法局", "财政局", "人力资源和社会保障局",
    "自然资源局", "生态环境局", "住房和城乡建设局", "交通运输局", "水务局", "农业农村局", "商务局", "文化和旅游局",
    "卫生健康局", "退役军人事务局", "应急管理局", "审计局", "市场监督管理局", "统计局", "医疗保障局", "林业局",
    "信访局", "机关事务服务中心", "档案馆", "总工会", "妇女联合会", "供销合作社",
)  # fmt: skip
_PLACES = (
    "云川市",
    "云川市青岭县",
    "云川市白石县",
    "云川市临溪区",
    "云川市望江区",
    "云川市河阳县",
    "云川市松原县",
    "云川市南屏区",
)
_LEVELS = ("县处级正职", "县处级副职", "乡科级正职", "乡科级副职")
_TITLES = {"县处级正职": "局长", "县处级副职": "副局长", "乡科级正职": "科长", "乡科级副职": "副科长"}
_ROLES = {
    "县处级正职": "领导班子正职",
    "县处级副职": "领导班子副职",
    "乡科级正职": "内设机构正职",
    "乡科级副职": "内设机构副职",
}
_LEADERS = 5  # of each unit: one 正职, four 副职; they report personal matters


def identity(birth: date, number: int, male: bool) -> str:
    """A well-formed identity number of nobody."""
    sequence = number % 500 * 2 + (1 if male else 0)
    body = f"000000{birth:%Y%m%d}{sequence:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


@dataclass(slots=True)
class Invented:
    """Rows by ledger and sheet, and which problem was planted with whom."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    planted: set[tuple[str, str]] = field(default_factory=set)  # (rule, identity of the cadre or name of the unit)

    def add(self, sheet: str, row: Row) -> Row:
        """One more row of a sheet."""
        self.rows.setdefault(sheet, []).append(row)
        return row


@dataclass(slots=True)
class _Person:
    """One invented cadre on the way into the ledgers."""

    number: int
    cadre: Row
    post: Row
    spouse: Row
    child: Row

    @property
    def identity(self) -> str:
        return str(self.cadre["identity"])

    @property
    def head(self) -> Row:
        return {"identity": self.identity, "name": self.cadre["name"]}


class _World:
    """The invention: first an office without problems, then the problems."""

    def __init__(self, pack: Pack, cadres: int, seed: int, today: date) -> None:
        self.pack, self.today = pack, today
        self.random = random.Random(seed)
        self.out = Invented()
        self.last_year = due_year(Law(pack, today, {}))
        self.years = range(self.last_year - 4, self.last_year + 1)
        self.used: set[tuple[date, int, bool]] = set()
        self.units = self._units(max(60, cadres // 13))
        self.people = [self._person(n) for n in range(cadres)]
        self.received: dict[tuple[str, int], date] = {}
        self.skipped: set[tuple[str, int]] = set()
        self.candidates: dict[str, date] = {}  # identity -> day of the report as 考察对象

    # -- units ----------------------------------------------------------------------------------------------------

    def _units(self, count: int) -> list[Row]:
        units = []
        for n in range(count):
            place = _PLACES[n // len(_BUREAUS) % len(_PLACES)]
            round_ = n // (len(_BUREAUS) * len(_PLACES))
            name = f"{place}{_BUREAUS[n % len(_BUREAUS)]}" + (f"第{round_ + 1}分局" if round_ else "")
            kind = "人民团体" if name.endswith(("总工会", "联合会")) else "党政机关"
            row = {"name": name, "grade": "县处级正职", "kind": kind, "region": "000000"}
            units.append(self.out.add("unit", row | {"approval": f"云编〔{self.last_year - 3}〕{n + 1}号"}))
        return units

    def filled(self) -> Counter[tuple[str, str]]:
        """实配: how many posts are held, by unit and level."""
        held = (row for row in self.out.rows["post"] if row.get("counts") and not row.get("end"))
        return Counter((row["unit"], row["level"]) for row in held)

    def quotas(self) -> None:
        """核定职数: exactly what is filled, and now and then one post more."""
        for (unit, level), n in sorted(self.filled().items()):
            self.out.add("quota", {"unit": unit, "level": level, "approved": n + (self.random.random() < 0.2)})

    # -- people ---------------------------------------------------------------------------------------------------

    def name(self) -> str:
        pick = self.random.choice
        return pick(_SURNAMES) + pick(_GIVEN) + (pick(_GIVEN) if self.random.random() < 0.75 else "")

    def _identity(self, birth: date, male: bool) -> str:
        number = self.random.randrange(500)
        while (birth, number, male) in self.used:
            number = (number + 1) % 500
            if len(self.used) and number == 0:
                birth += timedelta(days=1)
        self.used.add((birth, number, male))
        return identity(birth, number, male)

    def _birth(self, young: int, old: int) -> date:
        age_days = self.random.randrange(young * 365, old * 365)
        return self.today - timedelta(days=age_days)

    def _person(self, number: int) -> _Person:
        unit = self.units[number % len(self.units)]
        place = number // len(self.units)
        level = _LEVELS[0] if place == 0 else _LEVELS[1] if place < _LEADERS else _LEVELS[2 + place % 2]
        male, birth = self.random.random() < 0.68, self._birth(32, 57)
        id_ = self._identity(birth, male)
        birth = date(int(id_[6:10]), int(id_[10:12]), int(id_[12:14]))
        title = _TITLES[level]
        cadre = self.out.add("cadre", self._cadre(id_, birth, male, unit, level, title))
        post = self.out.add("post", self._post(cadre, unit, level, title))
        spouse, child = self._family(cadre, birth, male)
        return _Person(number, cadre, post, spouse, child)

    def _cadre(self, id_: str, birth: date, male: bool, unit: Row, level: str, title: str) -> Row:
        reporting = level in _LEVELS[:2]
        return {
            "identity": id_,
            "name": self.name(),
            "sex": "男" if male else "女",
            "birth": f"{birth:%Y-%m}",
            "nation": "汉族",
            "politics": "中共党员",
            "unit": unit["name"],
            "title": title,
            "level": level,
            "in_service": "现职",
            "reporting": reporting,
            "reporting_since": f"{self.years[0] - 2}-03" if reporting else None,
            "work_since": f"{birth.year + 23}-07",
        }

    def _post(self, cadre: Row, unit: Row, level: str, title: str) -> Row:
        start = date(self.years[0] - self.random.randrange(1, 5), self.random.randrange(1, 13), 10)
        return {
            "identity": cadre["identity"],
            "cadre_name": cadre["name"],
            "unit": unit["name"],
            "title": title,
            "level": level,
            "role": _ROLES[level],
            "domain": "无",
            "manner": self.random.choice(("提拔", "平级调整")),
            "start": start.isoformat(),
            "counts": True,
        }

    def _family(self, cadre: Row, birth: date, male: bool) -> tuple[Row, Row]:
        partner_birth = birth + timedelta(days=self.random.randrange(-900, 900))
        child_birth = date(birth.year + 27, self.random.randrange(1, 13), self.random.randrange(1, 28))
        boy = self.random.random() < 0.5
        owner = {"identity": cadre["identity"], "cadre_name": cadre["name"]}
        spouse = {
            "relation": "妻子" if male else "丈夫",
            "name": self.name(),
            "relative_identity": self._identity(partner_birth, not male),
            "employer": "云川市第一人民医院",
            "title": "职员",
        }
        child = {
            "relation": "儿子" if boy else "女儿",
            "name": self.name(),
            "relative_identity": self._identity(child_birth, boy),
            "employer": "云川大学",
            "title": "学生",
        }
        return self.out.add("relative", owner | spouse), self.out.add("relative", owner | child)

    # -- declarations ---------------------------------------------------------------------------------------------

    @property
    def reporters(self) -> list[_Person]:
        return [one for one in self.people if one.cadre["reporting"]]

    def filing(self, one: _Person, year: int, filing: str = ANNUAL) -> Row:
        """The head of a declaration; the same for the rows of its sections."""
        return one.head | {"year": year, "filing": filing}

    def file(self, one: _Person, year: int, filing: str, day: date) -> Row:
        """Enter a declaration as received on that day."""
        head = self.filing(one, year, filing)
        self.out.add("declaration", head | {"received": day.isoformat(), "signed": day.isoformat()})
        return head

    def declarations(self) -> None:
        """Five years of annual reports: the whole state at first, then changes and the full sections."""
        for one in self.reporters:
            holdings = _Holdings(self, one)
            for year in self.years:
                if (one.identity, year) in self.skipped:
                    continue
                day = self.received.get((one.identity, year)) or date(year + 1, 1, self.random.randrange(5, 31))
                head = self.file(one, year, ANNUAL, day)
                holdings.write(head, year)
            if asked := self.candidates.get(one.identity):
                holdings.write(self.file(one, self.last_year, CANDIDATE, asked), self.last_year)


class _Holdings:
    """What one cadre declares year after year."""

    def __init__(self, world: _World, one: _Person) -> None:
        self.world, self.one = world, one
        pick = world.random
        self.passport = f"E0{one.number:07d}"
        self.house = f"云川市望江区示例路{one.number % 400 + 1}号{pick.randrange(1, 30)}幢{pick.randrange(101, 2999)}室"
        self.wage = 9 + pick.random() * 9
        self.stock = f"{pick.randrange(600_000, 605_000)}" if pick.random() < 0.35 else ""
        self.fund = f"{pick.randrange(1, 19_999):06d}" if pick.random() < 0.4 else ""
        self.policy = f"P{one.number:08d}" if pick.random() < 0.5 else ""
        self.premium = 1 + pick.randrange(0, 8) / 2
        self.sells = pick.random() < 0.1
        self.buys = pick.choice(world.years) if pick.random() < 0.08 else 0

    def write(self, head: Row, year: int) -> None:
        """All sections of the report about that year."""
        if year == self.world.years[0]:
            self._present(head)
        elif year == self.buys:
            place = f"云川市青岭县示例街{self.one.number % 300 + 1}号{self.one.number}室"
            self.world.out.add("house", head | self._house("新增", place, f"{year}-06", 88.5))
        self._full(head, year)

    def _present(self, head: Row) -> None:
        add, one, year = self.world.out.add, self.one, head["year"]
        since = {"action": "现状"}
        add("marriage", head | since | {"status": "已婚"})
        expires = f"{year + 7}-03-01"
        add("passport", head | since | {"document": self.passport, "issued": f"{year - 2}-03-02", "expires": expires})
        for relative in (one.spouse, one.child):
            person = {"person": relative["name"], "relation": relative["relation"], "employer": relative["employer"]}
            kind = {"title": relative["title"], "employer_kind": "事业单位" if relative is one.spouse else "学生"}
            add("employment", head | since | person | kind)
        add("house", head | self._house("现状", self.house, f"{year - 6}-05", 110.0 + one.number % 40))

    def _house(self, action: str, address: str, traded: str, area: float) -> Row:
        owner = {"action": action, "owner": self.one.cadre["name"], "holder": "本人", "address": address}
        figures = {"area": area, "kind": "住宅", "traded": traded, "price": 96.5, "sharing": "单独所有"}
        return owner | figures | {"source": "购买"}

    def _full(self, head: Row, year: int) -> None:
        add, name, years = self.world.out.add, self.one.cadre["name"], year - self.world.years[0]
        wage, bonus = round(self.wage * (1 + years * 0.04), 2), round(self.wage * 0.22, 2)
        add("salary", head | {"wage": wage, "bonus": bonus, "other": 0.5, "total": round(wage + bonus + 0.5, 2)})
        mine = {"owner": name, "holder": "本人"}
        if self.stock:
            add("stock", head | mine | {"code": self.stock} | self._stock_state(year, years))
        if self.fund:
            value = {"code": self.fund, "units": 5000, "value": round(0.62 + years * 0.07, 2)}
            add("fund", head | mine | value)
        if self.policy:
            premium = {"premium": self.premium * (years + 1), "company": "示例人寿"}
            add("insurance", head | mine | {"product": "示例年金保险（分红型）", "policy": self.policy} | premium)

    def _stock_state(self, year: int, years: int) -> Row:
        """Held; or, in the last year, sold and said so."""
        if self.sells and year == self.world.last_year:
            return {"disposal": "出售"}
        return {"quantity": 1000, "value": round(0.9 + years * 0.11, 2)}


# -- problems ----------------------------------------------------------------------------------------------------------


class _Problems:
    """Plants problems, each with cadres or units of its own, so that one does not hide another."""

    def __init__(self, world: _World, times: int) -> None:
        self.world, self.times = world, times
        self.leaders = iter(world.random.sample(world.reporters, len(world.reporters)))
        others = [one for one in world.people if not one.cadre["reporting"]]
        self.others = iter(world.random.sample(others, len(others)))
        self._unit_kinds = {unit["name"]: unit["kind"] for unit in world.units}

    def plant(self, rule: str, count: int, how: Callable[[_Person], None], reporters: bool = True) -> None:
        """The same problem with several cadres."""
        for _ in range(count * self.times):
            one = next(self.leaders if reporters else self.others)
            while rule.startswith("NK-") and self._unit_kinds[one.cadre["unit"]] != "党政机关":
                one = next(self.leaders)  # in other bodies the rule concerns only the main leader
            how(one)
            self.world.out.planted.add((rule, one.identity))

    def innocent(self, count: int, how: Callable[[_Person], None], reporters: bool = True) -> None:
        """What looks like a problem and is none."""
        for _ in range(count * self.times):
            how(next(self.leaders if reporters else self.others))

    # before the declarations are written

    def missing_report(self, one: _Person) -> None:
        self.world.skipped.add((one.identity, self.world.last_year))

    def late_report(self, one: _Person) -> None:
        deadline = annual_deadline(self.world.last_year, Law(self.world.pack, self.world.today, {}))
        self.world.received[one.identity, self.world.last_year] = min(deadline + timedelta(days=12), self.world.today)

    def wrong_birth(self, one: _Person) -> None:
        birth = date.fromisoformat(f"{one.identity[6:10]}-{one.identity[10:12]}-01")
        one.cadre["birth"] = f"{add_months(birth, 14):%Y-%m}"

    def wrong_sex(self, one: _Person) -> None:
        one.cadre["sex"] = "女" if one.cadre["sex"] == "男" else "男"

    def above_grade(self, one: _Person) -> None:
        one.post |= {"level": "厅局级副职", "counts": False}

    def retired(self, one: _Person) -> None:
        one.cadre["in_service"] = "退休"
        self.missing_report(one)

    # beside the declarations

    def _annual(self, one: _Person) -> Row:
        return self.world.filing(one, self.world.last_year)

    def late_change(self, one: _Person) -> None:
        self._permit(self._annual(one), one)

    def timely_change(self, one: _Person) -> None:
        year = self.world.last_year
        head = self.world.file(one, year, "随时报告", date(year, 5, 28))
        self._permit(head, one)
        self._permit(self._annual(one), one)

    def _permit(self, head: Row, one: _Person) -> None:
        year = self.world.last_year
        permit = {"action": "新增", "type": "往来港澳通行证", "document": f"C0{one.number:07d}"}
        self.world.out.add("hmt_permit", head | permit | {"issued": f"{year}-05-12", "expires": f"{year + 5}-05-11"})

    def backdated_house(self, one: _Person) -> None:
        house = {"action": "新增", "owner": one.cadre["name"], "holder": "本人", "source": "购买", "kind": "住宅"}
        bought = {"area": 92.3, "price": 105.0, "traded": f"{self.world.last_year - 2}-04", "sharing": "单独所有"}
        place = {"address": f"云川市临溪区示例大道{one.number}号3幢602室"}
        self.world.out.add("house", self._annual(one) | house | bought | place)

    def vanished_fund(self, one: _Person) -> None:
        mine = {"owner": one.cadre["name"], "holder": "本人", "code": f"9{one.number % 100_000:05d}"}
        head = self.world.filing(one, self.world.last_year - 1)
        self.world.out.add("fund", head | mine | {"units": 3000, "value": 0.36})

    def told_fund(self, one: _Person) -> None:
        self.vanished_fund(one)
        mine = {"owner": one.cadre["name"], "holder": "本人", "code": f"9{one.number % 100_000:05d}"}
        self.world.out.add("fund", self._annual(one) | mine | {"disposal": "出售"})

    def reissued_passport(self, one: _Person) -> None:
        row = {"action": "变更", "document": f"E9{one.number:07d}", "remark": "换发"}
        self.world.out.add("passport", self._annual(one) | row)

    def remarried(self, one: _Person) -> None:
        year = self.world.last_year
        head = self.world.file(one, year, "随时报告", date(year, 9, 20))
        wedding = {"status": "已婚", "change": "再婚", "changed": f"{year}-09", "reason": "登记结婚"}
        self.world.out.add("marriage", head | {"action": "变更"} | wedding)
        self.world.out.add("marriage", self._annual(one) | {"action": "变更"} | wedding)

    def _moved(self, one: _Person, relative: Row) -> None:
        year = self.world.years[0]
        who = {"action": "现状", "person": relative["name"], "relation": relative["relation"], "country": "澳大利亚"}
        what = {"city": "悉尼", "category": "永久居留资格", "moved": f"{year - 3}-06"}
        self.world.out.add("emigration", self.world.filing(one, year) | who | what)

    def spouse_abroad(self, one: _Person) -> None:
        self._moved(one, one.spouse)

    def child_abroad(self, one: _Person) -> None:
        self._moved(one, one.child)

    # measures

    def _measure(self, one: _Person, name: str, decided: date, **more: Any) -> None:
        row = one.head | {"measure": name, "decided": decided.isoformat(), "organ": "云川市委组织部"}
        self.world.out.add("measure", row | {"reason": "虚构示例"} | more)

    def _months_ago(self, months: int) -> date:
        return add_months(self.world.today, -months)

    def _promote(self, one: _Person, start: date) -> None:
        """A new post at the same level in the same unit, so that 职数 stay as they are."""
        one.post["end"] = start.isoformat()
        title = {"title": one.post["title"] + "（兼党组成员）", "manner": "提拔", "start": start.isoformat()}
        new = {key: value for key, value in one.post.items() if key != "end"} | title
        self.world.out.add("post", new)

    def unanswered_inquiry(self, one: _Person) -> None:
        day = self.world.today - timedelta(days=70)
        self._measure(one, self._name("inquiry"), day, served=(day + timedelta(days=2)).isoformat())

    def answered_inquiry(self, one: _Person) -> None:
        day = self.world.today - timedelta(days=200)
        replied = (day + timedelta(days=9)).isoformat()
        self._measure(
            one, self._name("inquiry"), day, served=day.isoformat(), replied=replied, reply_state="已说明清楚"
        )

    def unfollowed_admonishment(self, one: _Person) -> None:
        self._measure(one, self._name("admonishment"), self._months_ago(7))

    def followed_admonishment(self, one: _Person) -> None:
        done = {"followed_up": self._months_ago(8).isoformat(), "follow_up_result": "已改正"}
        self._measure(one, self._name("admonishment"), self._months_ago(14), **done)
        self._promote(one, self._months_ago(7))

    def promoted_after_admonishment(self, one: _Person) -> None:
        done = {"followed_up": self._months_ago(4).isoformat(), "follow_up_result": "已改正"}
        self._measure(one, self._name("admonishment"), self._months_ago(10), **done)
        self._promote(one, self._months_ago(7))

    def promoted_after_demerit(self, one: _Person) -> None:
        self._measure(one, self._name("admin_demerit"), self._months_ago(20))
        self._promote(one, self._months_ago(14))

    def promoted_after_serious_warning(self, one: _Person) -> None:
        self._measure(one, self._name("party_serious_warning"), self._months_ago(26))
        self._promote(one, self._months_ago(16))

    def promoted_after_the_period(self, one: _Person) -> None:
        self._measure(one, self._name("party_warning"), self._months_ago(30))
        self._promote(one, self._months_ago(12))

    def _name(self, key: str) -> str:
        return self.world.pack.measures[key].name

    # units

    def overstaffed(self, count: int) -> None:
        rows = [row for row in self.world.out.rows["quota"] if row["level"] == "县处级副职"]
        filled = self.world.filled()
        for row in self.world.random.sample(rows, count * self.times):
            row["approved"] = filled[row["unit"], row["level"]] - 1
            self.world.out.planted.add(("ZS-01", row["unit"]))


def _plant(problems: _Problems) -> None:
    plant, innocent = problems.plant, problems.innocent
    plant("PM-01", 3, problems.missing_report)
    plant("PM-01", 2, problems.late_report)
    plant("PM-19", 2, problems.wrong_birth)
    plant("PM-19", 1, problems.wrong_sex, reporters=False)
    plant("ZS-03", 2, problems.above_grade, reporters=False)
    plant("PM-03", 4, problems.late_change)
    plant("PM-18", 4, problems.backdated_house)
    plant("PM-18", 3, problems.vanished_fund)
    plant("PM-18", 2, problems.reissued_passport)
    plant("PM-18", 1, problems.remarried)
    plant("NK-01", 2, problems.spouse_abroad)
    plant("RL-01", 3, problems.unanswered_inquiry)
    plant("RL-03", 3, problems.unfollowed_admonishment)
    plant("RL-04", 2, problems.promoted_after_admonishment)
    plant("DC-01", 2, problems.promoted_after_demerit)
    plant("DC-02", 2, problems.promoted_after_serious_warning)
    innocent(2, problems.retired)
    innocent(4, problems.timely_change)
    innocent(4, problems.told_fund)
    innocent(3, problems.child_abroad)
    innocent(5, problems.answered_inquiry, reporters=False)
    innocent(3, problems.followed_admonishment, reporters=False)
    innocent(3, problems.promoted_after_the_period, reporters=False)
    plant_more(problems)


def _cases(world: _World) -> None:
    """A few cases of every campaign."""
    for campaign in world.pack.campaigns.values():
        for n, one in enumerate(world.random.sample(world.people, 4), 1):
            row = one.head | {
                "case_number": f"{campaign.title[:2]}-{world.last_year}-{n:03d}",
                "unit": one.cadre["unit"],
                "category": campaign.categories[n % len(campaign.categories)],
                "received": (world.today - timedelta(days=40 * n)).isoformat(),
                "source": "信访举报" if n % 2 else "日常监督",
                "summary": "虚构示例：反映问题摘要，供演示使用。",
                "state": campaign.states[min(n - 1, len(campaign.states) - 1)],
            }
            keys = {field.key for field in campaign.section.fields}
            world.out.add(f"case:{campaign.key}", {key: value for key, value in row.items() if key in keys})


def invent(pack: Pack, cadres: int, seed: int, today: date) -> Invented:
    """Ledgers of an invented office and the problems planted in them."""
    world = _World(pack, cadres, seed, today)
    problems = _Problems(world, max(1, cadres // 800))
    _plant(problems)
    world.quotas()
    problems.overstaffed(3)
    world.declarations()
    _cases(world)
    return world.out


def parts(rows: list[Row], size: int) -> Iterator[list[Row]]:
    """Rows in files of a size that an office would keep."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
