"""The feedback workbook of a registry as a ledger: one sheet for each section, whatever the registry calls it.

Nothing in it is as strict as in a declaration: a registry spells names, numbers and kinds in its own way, and what it
says is kept as it says it.
"""

from dataclasses import replace

from cadre_desk.domain.pack import Field, Ledger, Pack, Section

KIND = "feedback"
PERSON, IDENTITY, CADRE, SOURCE = "fb_person", "fb_identity", "fb_cadre", "fb_source"
HEADS = (
    Field(PERSON, "姓名", "text", required=True, aliases=("被查询人", "查询对象", "权利人姓名"), example="张某某"),
    Field(
        IDENTITY,
        "身份证号",
        "text",
        aliases=("公民身份号码", "身份证号码", "身份证", "证件号码（本人）"),
        help="被查询人的号码；有号码的按号码对应，没有的只凭姓名，同名的须人工对应。",
        example="000000198001010013",
    ),
    Field(
        CADRE,
        "干部身份证号",
        "text",
        aliases=("领导干部身份证号", "被查核人身份证号"),
        help="为查核哪名干部而查询的；被查询人是家属时写上，便于对应。",
    ),
    Field(SOURCE, "来源", "text", aliases=("数据来源", "反馈单位", "查询单位"), help="反馈单位；不写的按工作表名记。"),
)
_AS_TEXT = ("name", "identity", "credit_code")  # kinds that are checked strictly where people write


def feedback_ledger(pack: Pack) -> Ledger:
    """What a feedback workbook may hold; of each section a sheet under every name that registries use."""
    sheets = []
    for key, check in pack.verification.sections.items():
        section = feedback_section(pack.sections[key])
        sheets += [replace(section, title=title) for title in dict.fromkeys((section.title, *check.sheets))]
    return Ledger(KIND, "查询反馈", tuple(sheets), "每个部门反馈的一种事项一张工作表，表名写报告项的名称或常用简称。")


def feedback_section(section: Section) -> Section:
    """The section as a registry fills it in: whose it is, and no field that only a declaration has."""
    fields = [_loose(one) for one in section.fields if one.key != "action"]
    return replace(section, fields=(*HEADS, *fields), natural_key=(), kind="ledger")


def _loose(one: Field) -> Field:
    kind = "text" if one.kind in _AS_TEXT else one.kind
    codes = replace(one.codes, open=True) if one.codes else None
    return replace(one, kind=kind, codes=codes, required=False, required_when=None)
