"""What one edition of the regulations says, as data: sections with their fields, ledgers, letters, measures, rules.

Everything here is read from the TOML files of a rule pack by pack_reader. A record keeps the key of the pack under
which it was judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cadre_desk.domain.dates import add_months

Confidence = Literal["H", "M", "L"]
Severity = Literal["R", "O", "Y", "I"]  # red: stop; orange: handle; yellow: look; information


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item stands: instrument, article (empty where not confirmed) and how sure that is."""

    instrument: str
    article: str
    confidence: Confidence

    def __str__(self) -> str:
        """《……》第八条."""
        return self.instrument + self.article


@dataclass(frozen=True, slots=True)
class CodeList:
    """A value list: values in order (the order is the rank where the list has one) and other spellings of them."""

    key: str
    title: str
    values: tuple[str, ...]
    aliases: Mapping[str, str]  # other spelling -> value
    groups: Mapping[str, str]  # value -> group, e.g. 妻子 -> 配偶
    open: bool = False  # values outside the list are allowed
    numbers: Mapping[str, str] = field(default_factory=dict)  # value -> its code in the national standard
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One described datum: it drives form, validation, template, import, difference, print and help."""

    key: str
    label: str
    kind: str  # a key of values.KINDS
    unit: str = ""  # 万元, ㎡, %
    required: bool = False
    required_when: tuple[str, tuple[str, ...]] | None = None  # (other field, its values)
    aliases: tuple[str, ...] = ()  # other headings of the column
    codes: CodeList | None = None
    help: str = ""
    example: str = ""
    facet: str = ""  # holder, relation, event_date, amount, area, share: typed copy for lists and rules

    @property
    def heading(self) -> str:
        """The label with its unit, as the heading of a column."""
        return f"{self.label}({self.unit})" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Section:
    """A described table: one of the 21 sections of a declaration, or one sheet of a ledger."""

    key: str
    title: str  # also the name of the sheet
    source: Source
    fields: tuple[Field, ...]
    natural_key: tuple[str, ...]  # fields that together name the same thing year after year
    kind: Literal["change", "full", "ledger"] = "ledger"
    stock: bool = False  # full section of holdings: what is gone without a 去向 is asked about
    art3: bool = False  # Article 3 matter: a change is to be reported in the year
    holders: tuple[str, ...] = ()  # 本人, 配偶, 子女, …
    help: str = ""

    def field(self, key: str) -> Field:
        """The field with that key; KeyError where there is none."""
        for one in self.fields:
            if one.key == key:
                return one
        raise KeyError(f"{self.key}.{key}")

    def facet(self, name: str) -> str:
        """The key of the field that is this facet, or an empty text."""
        return next((one.key for one in self.fields if one.facet == name), "")


@dataclass(frozen=True, slots=True)
class Ledger:
    """One kind of spreadsheet that an office keeps: units, cadres, declarations, measures, cases."""

    kind: str
    title: str
    sheets: tuple[Section, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of measure; influence_months is None where no period is confirmed."""

    key: str
    name: str
    group: str  # letter (提醒函询诫勉), party (党纪处分), administrative (政务处分), organizational (组织处理)
    source: Source
    influence_months: int | None = None
    bars: tuple[str, ...] = ()  # manners of appointment that are barred in the period
    aliases: tuple[str, ...] = ()
    manner_months: Mapping[str, int] = field(default_factory=dict)  # manners barred for another time than the rest

    def barred_until(self, decided: date, manner: str) -> date | None:
        """The day until which that manner of appointment is barred; None where it is not, or nothing is confirmed."""
        months = self.manner_months.get(manner, self.influence_months if manner in self.bars else None)
        return None if months is None else add_months(decided, months)

    def influence_end(self, decided: date) -> date | None:
        """The day on which the influence ends, counted from the day of the decision; None where none is confirmed."""
        return None if self.influence_months is None else add_months(decided, self.influence_months)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a life cycle: from which states to which, what it is called, who may take it."""

    key: str
    label: str
    before: tuple[str, ...]
    after: str
    role: str


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation in which a letter may be written."""

    key: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class LetterKind:
    """提醒函, 函询通知书 or 诫勉书: its words, fields, situations, terms and steps."""

    key: str
    title: str  # 函询通知书
    name: str  # 函询
    measure: str  # the measure that issuing it records
    source: Source
    approver: str  # whose approval the instrument asks for
    number_word: str  # 代字 after the organ's, e.g. 函询
    fields: tuple[Field, ...]
    paragraphs: tuple[str, ...]  # body with {placeholders}: keys of fields, name, reply_days, situation
    situations: tuple[Situation, ...]
    steps: tuple[Step, ...]
    states: Mapping[str, str]  # state -> label
    reply_working_days: int | None = None
    follow_up_months: int | None = None
    copy_to_unit: bool = False
    salutation: str = "{name}同志："


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign type: its categories and the section that is its ledger."""

    key: str
    title: str
    source: Source
    categories: tuple[str, ...]
    section: Section
    states: tuple[str, ...]
    category_sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """The words of an early-warning rule; what it computes stands in domain/rules under the same id."""

    id: str
    title: str
    subject: Literal["cadre", "unit"]
    sentence: str  # with {facts}; says 疑似 or 待核实
    next_step: str
    source: Source
    severity: Severity
    enabled: bool
    parameters: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)  # key of the code -> words for a placeholder
    severities: Mapping[str, Severity] = field(default_factory=dict)  # variant of a finding -> its own severity
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what a text field is searched for
    blank: Mapping[str, str] = field(default_factory=dict)  # figure that no text gives -> what the unit has to decide

    def severity_of(self, variant: str) -> Severity:
        """How grave a finding of that variant is."""
        return self.severities.get(variant, self.severity)


@dataclass(frozen=True, slots=True)
class Check:
    """填报常见错误: the words and figures of one check of a filing; what it computes stands in domain/mistakes.

    Figures are whole: areas in ㎡, money in 万元, shares and tolerances in %, ages in years.
    """

    id: str  # FM-01 … FM-40, the row of the table of common mistakes
    title: str
    severity: Literal["error", "warning", "question"]
    expected: str  # what to look at; says 请核对
    source: Source
    enabled: bool
    sections: tuple[str, ...] = ()  # where rows are looked at one by one; empty: everywhere
    asks: tuple[str, ...] = ()  # sections of which it asks once, when they are first filled in
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # section -> fields that it misses
    sentences: Mapping[str, str] = field(default_factory=dict)  # variant -> what is wrong, with {facts}
    parameters: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()  # early-warning rules that find the rest
    needs: str = ""  # what the form lacks for the rest


@dataclass(frozen=True, slots=True)
class Tolerance:
    """容差: how far two figures may lie apart (㎡, 万元, months, percentage points; percents are of the feedback)."""

    key: str  # area, amount, date, share
    same: int  # up to here they agree
    explained: int  # up to here the difference is shown and not graded
    explained_percent: int
    source: Source


@dataclass(frozen=True, slots=True)
class Grading:
    """What the decision table suggests for one situation: 漏报, 隐瞒不报, or that people determine."""

    grade: Literal["omission", "concealment", "review"]
    source: Source


@dataclass(frozen=True, slots=True)
class SectionCheck:
    """How one section is compared with the feedback of a registry, and how a difference is graded."""

    section: Section
    person: str  # field that names whose it is; empty: the cadre's own
    keys: tuple[tuple[str, ...], ...]  # fields that name a thing, the strongest first; "class" stands for its class
    near: tuple[str, ...] | None  # name and type that must agree where near_by is within its tolerance
    near_by: str
    short: tuple[str, ...]  # figures of which too little is 少报
    compare: tuple[str, ...]  # further fields that feedback tells
    sets: frozenset[str]  # fields that list several names
    digits: str  # field in which a six-digit code is what counts
    co_owned: bool  # every co-owner brings a row of the same thing
    acquired: str  # field with the day from which it had to be reported
    look_back: str  # field with a day; before 1 January of the year before the filing it need not be reported
    class_field: str
    classes: Mapping[str, tuple[str, ...]]  # class -> words in class_field
    gradings: Mapping[tuple[str, str], Grading]  # (class, none | some | short | differs)
    sheets: tuple[str, ...] = ()  # what registries call their sheet of it


@dataclass(frozen=True, slots=True)
class Route:
    """Rows of one section that belong to another, as trips to 香港 among those abroad."""

    section: str
    field: str
    words: frozenset[str]
    to: str
    rename: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verification:
    """查核比对: everything that the comparison with registries takes from the pack."""

    tolerances: Mapping[str, Tolerance]
    variants: Mapping[str, str]  # other spelling -> usual one
    routes: tuple[Route, ...]
    sections: Mapping[str, SectionCheck]
    sentences: Mapping[str, str]  # outcome -> sentence with {facts}
    phrases: Mapping[str, str]  # reason -> words


@dataclass(frozen=True, slots=True, eq=False)  # no other is the same: what is computed from one can be remembered
class Pack:
    """One edition of everything."""

    key: str
    title: str
    version: str
    effective_from: date
    codes: Mapping[str, CodeList]
    sections: Mapping[str, Section]  # the 21 sections of a declaration, in the order of the form
    ledgers: Mapping[str, Ledger]  # units, cadres, declarations, measures, cases
    measures: Mapping[str, Measure]
    letters: Mapping[str, LetterKind]
    campaigns: Mapping[str, Campaign]
    rules: Mapping[str, Rule]
    verification: Verification
    deadlines: Mapping[str, int]  # annual_month, annual_day, change_days, …
    deadline_sources: Mapping[str, Source] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)  # short key -> full name
    thresholds: Mapping[str, int] = field(default_factory=dict)  # only those that are set
    checks: Mapping[str, Check] = field(default_factory=dict)  # 填报常见错误, by number
