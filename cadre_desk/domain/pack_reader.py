"""A rule pack from the texts of its files, checked strictly: a fault is told with file, entry, key and what is allowed.

The shapes in pack_files say which keys each table may have. What they cannot say (that a code list exists, that a
letter's placeholder has a field) is checked where the records are made.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from cadre_desk.domain.mistakes.needs import FACTS, NEEDS
from cadre_desk.domain.pack import (
    Campaign,
    Check,
    CodeList,
    Field,
    Ledger,
    LetterKind,
    Measure,
    Pack,
    Rule,
    Section,
    Situation,
    Source,
    Step,
)
from cadre_desk.domain.pack_files import FACETS, FILES, SOURCE
from cadre_desk.domain.shapes import Entry, PackError, by_key, read_toml
from cadre_desk.domain.verification.reader import read_verification

__all__ = ["FILES", "LETTER_FACTS", "PackError", "read_pack"]

# What a letter knows without asking: from the cadre, the unit's own settings and the pack.
LETTER_FACTS = (
    "name",
    "unit",
    "organ",
    "signer",
    "situation",
    "reply_days",
    "follow_up_months",
    "reply_address",
    "contact",
)
_NEEDED: Mapping[str, tuple[str, ...]] = {  # what rules and services of the program ask a pack for by key
    "deadlines": ("annual_month", "annual_day", "change_days", "first_days"),
    "codes": ("level", "rank", "grade", "unit_kind", "relation", "filing", "action", "manner", "post_role", "purpose"),
    "sections": ("marriage", "passport", "emigration"),
    "ledgers": ("units", "cadres", "declarations", "measures", "cases"),
    "measures": ("reminder", "inquiry", "admonishment"),
    "letters": ("reminder", "inquiry", "admonishment"),
    "checks": tuple(NEEDS),
}
_FILE_OF = {"deadlines": "pack", "sections": "form", "checks": "mistakes"}  # the others are named alike
_LONGEST_TITLE = 31  # of a sheet


def read_pack(files: Mapping[str, str], facts: Mapping[str, Collection[str]] | None = None) -> Pack:
    """The pack that these files (name -> text) make.

    facts says of each rule that the program has which placeholders it fills; without it rules are not held to them.
    """
    for name in FILES:
        if name not in files:
            raise PackError(f"{name}：缺少这个文件；规则包须有 {'、'.join(FILES)}")
    if unknown := sorted(set(files) - set(FILES)):
        raise PackError(f"{unknown[0]}：不认识的文件；规则包只允许 {'、'.join(FILES)}")
    pack = _Maker({name: read_toml(name, files[name], shape) for name, shape in FILES.items()}).pack(facts)
    for part, keys in {**_NEEDED, "rules": tuple(facts or ())}.items():
        if missing := [key for key in keys if key not in getattr(pack, part)]:
            raise PackError(f"{_FILE_OF.get(part, part)}.toml：缺少程序要用的 {_list(missing)}")
    return pack


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the records from the entries of all files; instruments are known to every part."""

    files: Mapping[str, Entry]

    def pack(self, facts: Mapping[str, Collection[str]] | None) -> Pack:
        """Everything, in the order in which one part needs the other."""
        head = self.files["pack.toml"]
        codes = self._codes()
        manners = codes["manner"].values if "manner" in codes else ()
        measures = {key: self._measure(entry, manners) for key, entry in self._entries("measures.toml", "measure")}
        codes["measure"] = _measure_list(measures)
        sections = self._sections(codes)
        campaigns = self._campaigns(codes)
        deadlines = dict(self._entries("pack.toml", "deadline"))
        return Pack(
            **{key: head[key] for key in ("key", "title", "version", "effective_from", "instruments")},
            codes=codes,
            sections=sections,
            ledgers=self._ledgers(codes, sections, campaigns),
            measures=measures,
            letters=self._letters(codes, measures),
            campaigns=campaigns,
            verification=read_verification(
                self.files["verification.toml"],
                sections,
                [one["key"] for one in self.files["form.toml"]["section"]],
                self._figure_source,
            ),
            rules={key: self._rule(entry, facts) for key, entry in self._entries("rules.toml", "rule", "id")},
            deadlines={key: entry["value"] for key, entry in deadlines.items()},
            deadline_sources={key: self._figure_source(entry) for key, entry in deadlines.items()},
            thresholds=self._thresholds(),
            checks={key: self._check(entry) for key, entry in self._entries("mistakes.toml", "check", "id")},
        )

    def _entries(self, file: str, name: str, key: str = "key") -> Iterator[tuple[str, Entry]]:
        yield from by_key(self.files[file][name], key).items()

    def _thresholds(self) -> dict[str, int]:
        """Those with a figure; one that is only remembered stays blank."""
        found = dict(self._entries("pack.toml", "threshold"))
        for entry in found.values():
            (self._source if entry["value"] is None else self._figure_source)(entry)
        return {key: entry["value"] for key, entry in found.items() if entry["value"] is not None}

    # -- sources ---------------------------------------------------------------------------------------------------

    def _source(self, entry: Entry) -> Source:
        """The source of an entry; one that is only remembered (L) may not be switched on."""
        instruments = self._instruments()
        if entry["instrument"] not in instruments:
            entry.fail("instrument", f"没有 {entry['instrument']!r}；pack.toml 的 instruments 有 {_list(instruments)}")
        if entry["confidence"] == "L" and entry.values.get("enabled"):
            entry.fail("enabled", "confidence 为 L 的条目不得启用，请写 enabled = false")
        return Source(instruments[entry["instrument"]], entry["article"], entry["confidence"])

    def _instruments(self) -> dict[str, str]:
        """Those of the pack, and those that only the checks of filings name."""
        instruments: dict[str, str] = self.files["pack.toml"]["instruments"]
        own: dict[str, str] = self.files["mistakes.toml"]["instruments"]
        if clash := [key for key in own if key in instruments]:
            self.files["mistakes.toml"].fail("instruments", f"{_list(clash)} 在 pack.toml 中已有")
        return instruments | own

    def _figure_source(self, entry: Entry) -> Source:
        if entry["confidence"] == "L":
            entry.fail("value", "confidence 为 L 的条目不得给出数值")
        return self._source(entry)

    # -- code lists ------------------------------------------------------------------------------------------------

    def _codes(self) -> dict[str, CodeList]:
        found = {key: self._code_list(entry) for key, entry in self._entries("codes.toml", "list")}
        if "measure" in found:
            raise PackError("codes.toml：代码表 measure 由 measures.toml 自动生成，不得另写")
        return found

    def _code_list(self, entry: Entry) -> CodeList:
        values = entry["values"]
        if entry["confidence"] == "L" and values:
            entry.fail("values", "应为 []：confidence 为 L 的代码表留空，由单位自填")
        groups = _turned(entry, "groups", values)
        if groups and (missing := [value for value in values if value not in groups]):
            entry.fail("groups", f"没有给 {_list(missing)} 分组")
        for value in entry["numbers"]:
            _known(entry, "numbers", value, values)
        if clash := [alias for alias in _turned(entry, "aliases", values) if alias in values]:
            entry.fail("aliases", f"{_list(clash)} 本身就是取值")
        return CodeList(
            **{key: entry[key] for key in ("key", "title", "values", "open", "numbers")},
            aliases=_turned(entry, "aliases", values),
            groups=groups,
            source=self._source(entry),
        )

    # -- fields and sections ---------------------------------------------------------------------------------------

    def _sections(self, codes: Mapping[str, CodeList]) -> dict[str, Section]:
        entries = self._entries("form.toml", "section")
        return {key: self._section(entry, codes) for key, entry in entries if self._enabled(entry)}

    def _enabled(self, entry: Entry) -> bool:
        """Whether an entry is part of the pack; its source is checked even when it is not."""
        self._source(entry)
        return bool(entry["enabled"])

    def _section(self, entry: Entry, codes: Mapping[str, CodeList], before: Sequence[Entry] = ()) -> Section:
        """A section or sheet; before are the common fields that stand in front of its own."""
        if len(entry["title"]) > _LONGEST_TITLE or re.search(r"[][:*?/\\]", entry["title"]):
            entry.fail("title", f"“{entry['title']}”不能作工作表名：至多{_LONGEST_TITLE}字，不含 []:*?/\\")
        fields = _fields(entry, [*before, *entry["field"]], codes)
        for key in entry["natural_key"]:
            _known(entry, "natural_key", key, [one.key for one in fields])
        return Section(
            **{key: entry[key] for key in ("key", "title", "natural_key", "kind", "stock", "art3", "holders", "help")},
            source=self._source(entry),
            fields=fields,
        )

    # -- ledgers ---------------------------------------------------------------------------------------------------

    def _ledgers(
        self, codes: Mapping[str, CodeList], sections: Mapping[str, Section], campaigns: Mapping[str, Campaign]
    ) -> dict[str, Ledger]:
        common = self.files["ledgers.toml"]["common"]
        fields = _fields(self.files["ledgers.toml"], common, codes)
        form = tuple(_with_common(one, fields) for one in sections.values())
        extra = {"": (), "form": form, "campaigns": tuple(one.section for one in campaigns.values())}
        return {
            kind: self._ledger(entry, codes, common if entry["with_common"] else (), extra[entry["append"]])
            for kind, entry in self._entries("ledgers.toml", "ledger", "kind")
        }

    def _ledger(
        self, entry: Entry, codes: Mapping[str, CodeList], common: Sequence[Entry], extra: tuple[Section, ...]
    ) -> Ledger:
        own = tuple(self._section(one, codes, common) for one in by_key(entry["sheet"]).values())
        titles = [one.title for one in (*own, *extra)]
        if repeated := sorted({title for title in titles if titles.count(title) > 1}):
            entry.fail("sheet", f"工作表名 {_list(repeated)} 重复")
        if not titles:
            entry.fail("sheet", "没有工作表；应写 [[ledger.sheet]] 或 append")
        return Ledger(entry["kind"], entry["title"], (*own, *extra), entry["help"])

    # -- measures --------------------------------------------------------------------------------------------------

    def _measure(self, entry: Entry, manners: Sequence[str]) -> Measure:
        if entry["confidence"] == "L" and (entry["influence_months"] or entry["manner_months"]):
            entry.fail("influence_months", "不得出现：confidence 为 L 的条目不得设影响期")
        for manner in (*entry["bars"], *entry["manner_months"]):
            _known(entry, "bars", manner, manners)
        keys = ("key", "name", "group", "influence_months", "bars", "manner_months", "aliases")
        return Measure(**{key: entry[key] for key in keys}, source=self._source(entry))

    # -- letters ---------------------------------------------------------------------------------------------------

    def _letters(self, codes: Mapping[str, CodeList], measures: Mapping[str, Measure]) -> dict[str, LetterKind]:
        file = self.files["letters.toml"]
        letters = by_key(file["letter"])
        states = {key: entry["label"] for key, entry in self._entries("letters.toml", "state")}
        for step in file["step"]:
            for key in step["letters"]:
                _known(step, "letters", key, letters)
            for key in (*step["before"], step["after"]):
                _known(step, "before" if key in step["before"] else "after", key, states)
        return {
            key: self._letter(entry, codes, measures, states) for key, entry in letters.items() if self._enabled(entry)
        }

    def _letter(
        self,
        entry: Entry,
        codes: Mapping[str, CodeList],
        measures: Mapping[str, Measure],
        states: Mapping[str, str],
    ) -> LetterKind:
        _known(entry, "measure", entry["measure"], measures)
        situations = tuple(self._situations(entry))
        listed = tuple(one.text for one in situations)
        choice = CodeList("situation", "适用情形", listed, {}, {}, open=True, source=self._source(entry))
        fields = _fields(entry, entry["field"], {**codes, "situations": choice})
        _refuse_reporter(entry, fields)
        _check_paragraphs(entry, fields)
        steps = _steps(self.files["letters.toml"]["step"], entry["key"])
        used = {state for step in steps for state in (*step.before, step.after)}
        worded = ("key", "title", "name", "measure", "approver", "number_word", "salutation", "paragraphs")
        terms = ("reply_working_days", "follow_up_months", "copy_to_unit")
        return LetterKind(
            **{key: entry[key] for key in (*worded, *terms)},
            source=self._source(entry),
            fields=fields,
            situations=situations,
            steps=steps,
            states={state: label for state, label in states.items() if state in used},
        )

    def _situations(self, entry: Entry) -> Iterator[Situation]:
        for key, one in by_key(entry["situation"]).items():
            if self._enabled(one):
                yield Situation(key, one["text"], self._source(one))

    # -- campaigns -------------------------------------------------------------------------------------------------

    def _campaigns(self, codes: Mapping[str, CodeList]) -> dict[str, Campaign]:
        entries = self._entries("campaigns.toml", "campaign")
        return {key: self._campaign(entry, codes) for key, entry in entries}

    def _campaign(self, entry: Entry, codes: Mapping[str, CodeList]) -> Campaign:
        file = self.files["campaigns.toml"]
        source = self._source(entry)
        on = {
            one["text"]: self._source(one) for one in by_key(entry["category"], "text").values() if self._enabled(one)
        }
        own = {
            "categories": CodeList(f"category_{entry['key']}", "问题类别", tuple(on), {}, {}, source=source),
            "states": CodeList("case_state", "办理状态", file["states"], {}, {}, source=source),
        }
        section = self._section(_case_sheet(file, entry), {**codes, **own})
        return Campaign(entry["key"], entry["title"], source, tuple(on), section, file["states"], on)

    # -- rules -----------------------------------------------------------------------------------------------------

    def _rule(self, entry: Entry, facts: Mapping[str, Collection[str]] | None) -> Rule:
        used = set(_placeholders(entry, "sentence", entry["sentence"]))
        if not any(word in entry["sentence"] for word in ("疑似", "待核实")):
            entry.fail("sentence", "应说明“疑似”或“待核实”：程序只提示，由人认定")
        if facts is not None:
            _known(entry, "id", entry["id"], facts)
            for one in sorted(used):
                _known(entry, "sentence", one, facts[entry["id"]])
        unset = [key for key in entry["blank"] if key not in entry["parameters"]]
        if entry["enabled"] and unset:
            entry.fail("enabled", f"{_list(unset)} 须由单位确定，定下之前请写 enabled = false")
        own = {key: value for key, value in entry.values.items() if key not in SOURCE}
        return Rule(**own, source=self._source(entry))

    # -- checks of filings -----------------------------------------------------------------------------------------

    def _check(self, entry: Entry) -> Check:
        """A check that has what its code asks for, names what there is, and asks instead of concluding."""
        source = self._source(entry)
        _known(entry, "id", entry["id"], NEEDS)
        for part, keys in NEEDS[entry["id"]]._asdict().items():
            if missing := [key for key in keys.split() if key not in entry[part]]:
                entry.fail(part, f"缺少程序要用的 {_list(missing)}")
        _check_words(entry)
        for key in entry["rules"]:
            _known(entry, "rules", key, [one["id"] for one in self.files["rules.toml"]["rule"]])
        sections = {one["key"]: [field["key"] for field in one["field"]] for one in self.files["form.toml"]["section"]}
        for part in ("sections", "asks", "required"):
            for key in entry[part]:
                _known(entry, part, key, sections)
        for key, fields in entry["required"].items():
            for one in fields:
                _known(entry, f"required.{key}", one, sections[key])
        return Check(**{key: value for key, value in entry.values.items() if key not in SOURCE}, source=source)


# -- parts that need no instruments --------------------------------------------------------------------------------


def _list(items: Collection[str]) -> str:
    return "、".join(items) if items else "（空）"


def _known(entry: Entry, key: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        entry.fail(key, f"没有 {value!r}；允许 {_list(allowed)}")


def _turned(entry: Entry, key: str, values: Collection[str]) -> dict[str, str]:
    """{value: [words]} of the file as {word: value}; for groups the words are the values."""
    found: dict[str, str] = {}
    for head, members in entry[key].items():
        for member in members:
            _known(entry, key, member if key == "groups" else head, values)
            if member in found:
                entry.fail(key, f"“{member}” 同时属于 {found[member]} 和 {head}")
            found[member] = head
    return found


def _fields(owner: Entry, entries: Sequence[Entry], codes: Mapping[str, CodeList]) -> tuple[Field, ...]:
    """The fields of one table, checked against each other."""
    found = by_key(tuple(entries))
    if not found:
        owner.fail("field", "没有字段")
    fields = tuple(_field(entry, codes) for entry in found.values())
    headings: dict[str, str] = {}
    for one, entry in zip(fields, found.values(), strict=True):
        for heading in (one.label, *one.aliases):
            if heading in headings:
                entry.fail("aliases" if heading in one.aliases else "label", f"“{heading}” 已用于 {headings[heading]}")
            headings[heading] = one.key
        _check_condition(entry, one, fields)
    facets = [one.facet for one in fields if one.facet]
    if repeated := sorted({one for one in facets if facets.count(one) > 1}):
        owner.fail("field", f"facet {_list(repeated)} 重复")
    return fields


def _field(entry: Entry, codes: Mapping[str, CodeList]) -> Field:
    if entry["kind"] == "choice" and not entry["codes"]:
        entry.fail("codes", f"缺失：kind 为 choice 的字段须指明代码表；现有 {_list(codes)}")
    if entry["codes"] and entry["kind"] != "choice":
        entry.fail("codes", f'只用于 kind = "choice"，现为 {entry["kind"]}')
    if entry["codes"]:
        _known(entry, "codes", entry["codes"], codes)
    if entry["facet"] and entry["kind"] not in FACETS[entry["facet"]]:
        entry.fail("facet", f"{entry['facet']} 只用于 kind {_list(FACETS[entry['facet']])}")
    when = entry["required_when"]
    plain = ("key", "label", "kind", "unit", "required", "aliases", "help", "example", "facet")
    return Field(
        **{key: entry[key] for key in plain},
        required_when=(when["field"], when["values"]) if when else None,
        codes=codes[entry["codes"]] if entry["codes"] else None,
    )


def _check_condition(entry: Entry, one: Field, fields: Sequence[Field]) -> None:
    """The other field of required_when exists, and can have the values."""
    if one.required_when is None:
        return
    other, values = one.required_when
    _known(entry, "required_when", other, [field.key for field in fields if field.key != one.key])
    codes = next(field.codes for field in fields if field.key == other)
    for value in values if codes and not codes.open else ():
        _known(entry, "required_when", value, ("", *codes.values) if codes else ())


def _with_common(section: Section, common: tuple[Field, ...]) -> Section:
    """A section of the form as a sheet: whose declaration a row belongs to stands in front.

    The natural key stays that of the section, which names a thing from year to year.
    """
    keys = {one.key for one in common} | {heading for one in common for heading in (one.label, *one.aliases)}
    for one in section.fields:
        if clash := keys & {one.key, one.label, *one.aliases}:
            raise PackError(
                f"form.toml [[section]]（{section.key}）的 field（{one.key}）：{_list(sorted(clash))} "
                "已用于 ledgers.toml 的 [[common]]"
            )
    return replace(section, fields=(*common, *section.fields))


def _measure_list(measures: Mapping[str, Measure]) -> CodeList:
    """The names of the measures, for the choice in their ledger."""
    aliases: dict[str, str] = {}
    names = tuple(one.name for one in measures.values())
    for one in measures.values():
        for alias in one.aliases:
            if alias in aliases or alias in names:
                raise PackError(f"measures.toml [[measure]]（{one.key}）：键 aliases “{alias}” 重复")
            aliases[alias] = one.name
    if len(set(names)) < len(names):
        raise PackError(f"measures.toml：键 name 重复：{_list(sorted({n for n in names if names.count(n) > 1}))}")
    groups = {one.name: one.group for one in measures.values()}
    return CodeList("measure", "处理处分种类", names, aliases, groups)


def _case_sheet(file: Entry, campaign: Entry) -> Entry:
    """The ledger of a campaign: common fields, with those of the campaign before extra_before."""
    common = list(file["common"])
    keys = [one["key"] for one in common]
    _known(file, "extra_before", file["extra_before"], keys)
    place = keys.index(file["extra_before"])
    values = {
        **{key: campaign[key] for key in ("title", "help", *SOURCE)},
        **{"key": "case", "kind": "ledger", "stock": False, "art3": False, "holders": ()},
        "natural_key": file["natural_key"],
        "field": (*common[:place], *campaign["field"], *common[place:]),
    }
    return Entry(campaign.place, values)


def _steps(entries: Sequence[Entry], letter: str) -> tuple[Step, ...]:
    """The life cycle of one kind of letter."""
    own = by_key(tuple(one for one in entries if not one["letters"] or letter in one["letters"]))
    return tuple(Step(key, one["label"], one["before"], one["after"], one["role"]) for key, one in own.items())


def _placeholders(entry: Entry, key: str, sentence: str) -> Iterator[str]:
    """The names in braces."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError as error:
        entry.fail(key, f"花括号不成对：“{sentence}”（{error}）")
    for name in names:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            entry.fail(key, f"占位符 {{{name}}} 只能是字段的键，如 {{name}}")
        yield name


def _check_words(entry: Entry) -> None:
    """What is told about a filing names known facts only, and asks."""
    sentences: dict[str, str] = entry["sentences"]
    if not sentences and (entry["enabled"] or not (entry["rules"] or entry["needs"])):
        entry.fail("sentences", "缺失：没有句子的应写 enabled = false，并以 rules 或 needs 说明")
    if sentences and "请核对" not in entry["expected"]:
        entry.fail("expected", "应写明“请核对”：程序只提示，由人认定")
    for key, wanted in (("ask", entry["asks"]), ("blank", entry["required"])):
        if wanted and key not in sentences:
            entry.fail("sentences", f"缺少 {key}")
    for key, sentence in sentences.items():
        if found := re.search(r"隐瞒|瞒报|漏报|造假|违规|违纪|违法", sentence + entry["expected"]):
            entry.fail(f"sentences.{key}", f"不得作结论：“{found[0]}”")
        for name in _placeholders(entry, f"sentences.{key}", sentence):
            _known(entry, f"sentences.{key}", name, FACTS)


def _check_paragraphs(entry: Entry, fields: Sequence[Field]) -> None:
    """Every placeholder is given by a field or known, and the terms that are named are set."""
    terms: dict[str, Any] = {
        "reply_days": entry["reply_working_days"],
        "follow_up_months": entry["follow_up_months"],
    }
    allowed = (*(one.key for one in fields), *LETTER_FACTS)
    for key, sentence in [("salutation", entry["salutation"]), *(("paragraphs", one) for one in entry["paragraphs"])]:
        for name in _placeholders(entry, key, sentence):
            _known(entry, key, name, allowed)
            if name in terms and terms[name] is None:
                entry.fail(key, f"用到 {{{name}}}，但没有设定期限")


def _refuse_reporter(entry: Entry, fields: Sequence[Field]) -> None:
    """信访工作条例 art 30: nobody may learn from a letter who reported."""
    for one in fields:
        if found := re.search(r"举报人|检举人|控告人|信访人|(?<!被)反映人", "".join((one.label, *one.aliases))):
            entry.fail("field", f"{one.key} 涉及“{found[0]}”：函件不得记载反映问题的人（信访工作条例第三十条）")
