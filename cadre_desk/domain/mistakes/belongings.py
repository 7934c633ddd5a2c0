"""Houses, shares, funds, insurance."""

from collections.abc import Iterator
from decimal import Decimal

from cadre_desk.domain.declaration import DISPOSED
from cadre_desk.domain.mistakes.model import (
    PlacedSlip,
    Row,
    Slip,
    Whole,
    at,
    first_in,
    number_of,
    row_check,
    whole_check,
)
from cadre_desk.domain.pack import Check
from cadre_desk.domain.sheet import item_key
from cadre_desk.domain.text import halfwidth, person_name


@whole_check("FM-01")
def only_a_flat(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """A flat is told for the first time, and nothing else is held; later filings do not ask again."""
    held, homes = seen.held("house"), check.words["home"]
    new = [row for row in held if row.position >= 0 and row.text("kind") in homes and row.known is None]
    if new and all(row.text("kind") in ("", *homes) for row in held):
        yield at(new[0], new[0].slip("ask", "kind"))


@row_check("FM-02")
def another_area(row: Row, check: Check) -> Iterator[Slip]:
    """The same house with another area (㎡) than before; what registries say is compared in a 查核."""
    now, then = row.number("area"), number_of(row.known.values.get("area")) if row.known else None
    if now is None or then is None or not row.held:
        return
    allowed = max(Decimal(check.parameters["square_metres"]), then * check.parameters["percent"] / 100)
    if abs(now - then) > allowed:
        yield row.slip("area", "area", other=then)


@row_check("FM-03")
def co_owned(row: Row, check: Check) -> Iterator[Slip]:
    """Several owners need a way of sharing; a shared house has several owners."""
    sharing, owners = row.text("sharing"), row.owners
    if not row.held:
        return
    if len(owners) > 1:
        if not sharing:
            yield row.slip("mode", "sharing")
        elif sharing in check.words["single"]:
            yield row.slip("single", "sharing")
    elif owners and row.text("holder") in check.words["holders"]:
        yield row.slip("owners", "owner")


@whole_check("FM-03")
def one_house_in_several_rows(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """Rows of the same address: shares (%) above the whole, or areas (㎡) of which each is only an own part."""
    houses: dict[str, list[Row]] = {}
    for row in seen.of("house"):  # of this filing only: a change of owner leaves the old row in the state
        if row.held and row.text("address"):
            houses.setdefault(item_key([row.text("address")]), []).append(row)
    for rows in houses.values():
        told = rows[0]
        shares = sum((row.number("share") or Decimal(0) for row in rows), Decimal(0))
        limit = check.parameters["percent"]
        if shares * 100 > limit * (100 + check.parameters["tolerance"]):
            yield at(told, told.slip("shares", "share", value=shares, limit=limit))
        areas = sorted({area for row in rows if (area := row.number("area")) is not None})
        if len(areas) > 1:
            yield at(told, told.slip("areas", "area", value=areas[0], other=areas[-1]))


@row_check("FM-04")
def owner_unknown(row: Row, check: Check) -> Iterator[Slip]:
    """An owner who is neither the cadre nor a recorded relative."""
    names = row.scene.names
    for person in row.owners if names and row.held else ():
        if person not in names:
            yield row.slip("stranger", "owner", person=person)


@row_check("FM-05")
def abroad(row: Row, check: Check) -> Iterator[Slip]:
    """Words of other regions; 香港路 is a street, 港股通 and branches in the country are domestic."""
    keys = ("address",) if row.section.key == "house" else ("code", "product", "company", "remark")
    texts, words = {key: row.text(key) for key in keys}, check.words.get(row.section.key, ())
    if not row.held or first_in(check.words["domestic"], "".join(texts.values())):
        return
    for key, text in texts.items():
        word = _region(text, check) if key == "address" else ""
        if word := word or first_in(words, text) or first_in(words, halfwidth(text).upper()):
            yield row.slip("abroad", key, other=word)


def _region(address: str, check: Check) -> str:
    """The region with which an address begins, unless that is the name of a street."""
    text = address.removeprefix("中国")
    word = next((one for one in check.words["regions"] if text.startswith(one)), "")
    return "" if text.removeprefix(word).startswith(tuple(check.words["streets"])) else word


@row_check("FM-38")
def where_it_went(row: Row, check: Check) -> Iterator[Slip]:
    """A sale says where it went and when, what was bought where it came from, a gift from whom."""
    source, coming, going = row.text("source"), *check.words["groups"][:2]
    codes = next((one.codes for one in row.section.fields if one.key == "source"), None)
    group = codes.groups.get(source, "") if codes else ""
    if row.action == DISPOSED:
        if not row.text("traded"):
            yield row.slip("date", "traded")
        if group == coming:
            yield row.slip("going", "source")
    else:
        if group == going and row.action:
            yield row.slip("coming", "source", other=row.action)
        if source in check.words["gifts"] and not row.text("remark"):
            yield row.slip("giver", "remark", value=source)


# -- shares and funds ------------------------------------------------------------------------------------------------


@row_check("FM-07")
def what_kind_of_share(row: Row, check: Check) -> Iterator[Slip]:
    """Five digits are a share of Hong Kong; the name of a company may be an unlisted one."""
    code, remark = row.text("code"), row.text("remark")
    if not row.held or row.known is not None:
        return
    if len(code) == 5 and code.isascii() and code.isdigit() and not first_in(check.words["connect"], remark):
        yield row.slip("connect", "code")
    if code.endswith(check.words["companies"]) and not first_in(check.words["unlisted"], remark):
        yield row.slip("unlisted", "code")


@whole_check("FM-08")
def shares_without_funds(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """New shares and no fund: a small one is often forgotten; one that vanished is found by PM-18."""
    shares = [row for row in seen.of("stock") if row.held and row.known is None]
    if shares and not seen.of("fund"):
        yield at(shares[0], shares[0].slip("none", "code"))


# -- insurance -------------------------------------------------------------------------------------------------------


@row_check("FM-09")
def who_pays(row: Row, check: Check) -> Iterator[Slip]:
    """投保人 is somebody else than his 身份 says: probably the insured."""
    holder, owners, scene = row.text("holder"), row.owners, row.scene
    own: set[str] = set()
    if holder in check.words["self"] and scene.cadre:
        own = {person_name(scene.cadre.name)}
    elif holder in check.words["spouse"]:
        own = {person_name(one.name) for one in scene.family(check.words["spouse"])}
    if owners and own and not own & set(owners):
        yield row.slip("owner", "owner", value=holder)


@row_check("FM-09")
def in_force(row: Row, check: Check) -> Iterator[Slip]:
    """A policy that lapsed is not told; premiums (万元) add up from year to year."""
    if not row.held:
        return
    if word := first_in(check.words["lapsed"], row.text("remark")):
        yield row.slip("lapsed", "remark", other=word)
    now, then = row.number("premium"), number_of(row.known.values.get("premium")) if row.known else None
    if now is not None and then is not None and now < then:
        yield row.slip("falls", "premium", other=then)


@row_check("FM-10")
def which_product(row: Row, check: Check) -> Iterator[Slip]:
    """Plain cover without a word of an investment product."""
    product = row.text("product")
    word = first_in(check.words["cover"], product)
    if row.held and word and not first_in(check.words["investment"], product):
        yield row.slip("cover", "product", other=word)
