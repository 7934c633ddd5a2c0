"""What each check asks of its entry in the pack: a pack that leaves it out is refused when it loads.

This module knows nothing else, so that the reader of packs can import it.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Needs(NamedTuple):
    """Keys of sentences, parameters (whole numbers) and words that the check of this number uses."""

    sentences: str = ""
    parameters: str = ""
    words: str = ""


#: what a sentence may tell: 事项, 栏名, 所填内容, 对照内容, 数值或期限, 人员
FACTS = ("item", "label", "value", "other", "limit", "person")
NEEDS: Mapping[str, Needs] = {
    "FM-01": Needs("ask", "", "home"),
    "FM-02": Needs("area", "square_metres percent"),
    "FM-03": Needs("mode single owners blank shares areas", "percent tolerance", "single several holders"),
    "FM-04": Needs("stranger"),
    "FM-05": Needs("abroad", "", "regions streets house stock fund insurance domestic"),
    "FM-06": Needs("total missing", "tolerance"),
    "FM-07": Needs("ask connect unlisted", "", "connect companies unlisted"),
    "FM-08": Needs("none"),
    "FM-09": Needs("owner lapsed falls", "", "self spouse lapsed"),
    "FM-10": Needs("cover", "", "investment cover"),
    "FM-11": Needs("contribution above", "tolerance"),
    "FM-12": Needs("closed revoked renamed", "", "closed revoked"),
    "FM-13": Needs("finer coarser blank", "", "city"),
    "FM-14": Needs("domestic", "", "regions domestic"),
    "FM-15": Needs("ask"),
    "FM-16": Needs("sum", "decimals", "parts_salary parts_labour_income"),
    "FM-17": Needs("none", "", "none"),
    "FM-18": Needs("whole changes marriage salary", "", "present"),
    "FM-19": Needs("same known unknown"),
    "FM-20": Needs("blank spouse status", "", "single spouse"),
    "FM-21": Needs("left_out", "", "groups"),
    "FM-22": Needs("words retired post left_out", "", "vague retired bare groups"),
    "FM-23": Needs("remark employment", "", "titles ordinary"),
    "FM-24": Needs("ask category given_up"),
    "FM-25": Needs("ask short", "months"),
    "FM-26": Needs("official lapsed old", "", "official"),
    "FM-27": Needs("none other"),
    "FM-28": Needs("window passport validity"),
    "FM-29": Needs("blank result", "", "concluded"),
    "FM-30": Needs("bank blank", "", "lenders people"),
    "FM-31": Needs(),
    "FM-32": Needs("ask", "", "groups holders sections"),
    "FM-33": Needs("number sex"),
    "FM-34": Needs("unknown relation identity"),
    "FM-35": Needs("future unborn minor order", "adult", "later older purchases"),
    "FM-36": Needs("small large yuan percent", "area_low area_high amount_high share_high", "small large exempt"),
    "FM-37": Needs("twice"),
    "FM-38": Needs("blank date going coming giver", "", "gifts groups"),
    "FM-39": Needs("same"),
    "FM-40": Needs("unsigned order"),
}
