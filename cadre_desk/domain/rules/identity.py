"""Codes that contradict themselves or the record beside them."""

from collections.abc import Iterator
from functools import lru_cache

from cadre_desk.domain.codes import CodeError, parse_credit_code, parse_identity
from cadre_desk.domain.pack import Field, Pack, Section
from cadre_desk.domain.people import Dossier
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule


@cadre_rule("PM-19")
def code_contradicts(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A check digit that fails, or a birth date or sex that the identity number denies."""
    cadre = dossier.cadre
    cell = Evidence("干部", "身份证号", cadre.identity, cadre.batch, cadre.line)
    for what in _identity_faults(cadre.identity, cadre.birth, cadre.sex):
        yield _finding(dossier, "本人", cadre.identity, what, cell)
    for one in dossier.relatives:
        if one.identity:
            cell = Evidence("家庭成员", "身份证号", one.identity, one.batch, one.line)
            for what in _identity_faults(one.identity, one.birth, None):
                yield _finding(dossier, f"{one.relation}{one.name}", one.identity, what, cell)
    yield from _declared_codes(dossier, law)


def _finding(dossier: Dossier, where: str, number: str, what: str, cell: Evidence) -> Finding:
    facts = {"name": dossier.cadre.name, "where": where, "number": number, "what": what}
    return Finding("PM-19", "cadre", dossier.cadre.id, f"{where}:{number}:{what}", facts, (cell,))


def _identity_faults(text: str, birth: str | None, sex: str | None) -> Iterator[str]:
    try:
        number = parse_identity(text)
    except CodeError as error:
        yield str(error)
        return
    if birth and not number.birth.isoformat().startswith(birth):
        yield f"出生日期与登记的{birth}不符"
    if sex in ("男", "女") and sex != number.sex:
        yield f"性别位与登记的{sex}不符"


def _declared_codes(dossier: Dossier, law: Law) -> Iterator[Finding]:
    coded = _coded_sections(law.pack)
    for _, entries in dossier.filings:
        for entry in entries:
            if found := coded.get(entry.section):
                section, fields = found
                for field in fields:
                    if text := entry.values.get(field.key):
                        cell = Evidence(section.title, field.label, text, entry.batch, entry.line)
                        for what in _code_faults(field, text):
                            yield _finding(dossier, f"{section.title}·{field.label}", text, what, cell)


@lru_cache(maxsize=4)
def _coded_sections(pack: Pack) -> dict[str, tuple[Section, list[Field]]]:
    """The sections of a declaration that hold numbers with a check digit, with their fields."""
    sections = pack.sections.values()
    found = {s.key: (s, [f for f in s.fields if f.kind in ("identity", "credit_code")]) for s in sections}
    return {key: pair for key, pair in found.items() if pair[1]}


def _code_faults(field: Field, text: str) -> Iterator[str]:
    if field.kind == "identity":
        yield from _identity_faults(text, None, None)
        return
    try:
        parse_credit_code(text)
    except CodeError as error:
        yield str(error)
