"""专项整治: cases of the campaigns with their ledger fields and states."""

from collections.abc import Mapping
from typing import Any

from cadre_desk.domain.pack import Campaign
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.storage import records
from cadre_desk.storage.tables import campaign_case
from cadre_desk.storage.work import Ask, Work


def case(ask: Ask, case_id: int) -> tuple[Campaign, dict[str, Any]]:
    """One case: its campaign and the values of its fields by key."""
    row = records.case(ask.connection, case_id)
    if row is None:
        raise Gone(f"没有编号为{case_id}的案件，可能已被删除；请刷新列表，或在回收站中查看")
    require_apart(ask, row["cadre_id"])
    values = {key: value for key, value in row.items() if key != "data"} | row["data"]
    return ask.pack.campaigns[row["campaign"]], values


def save(desk: Desk, case_id: int, values: Mapping[str, Any], reason: str) -> None:
    """Keep changed fields of a case; the former ones stay in the history."""
    if not reason.strip():
        raise Refused("请写明修改原因")

    def task(work: Work) -> None:
        campaign, before = case(work, case_id)
        if values.get("state") not in (None, *campaign.states):
            raise Refused(f"状态只能是：{'、'.join(campaign.states)}")
        fields = {field.key for field in campaign.section.fields} - {"identity"}
        after = {key: values.get(key, before.get(key)) for key in fields}
        columns = {key: value for key, value in after.items() if key in campaign_case.c}
        data = {key: value for key, value in after.items() if key not in campaign_case.c and value not in (None, "")}
        records.change_case(work, case_id, columns, data)
        work.subject, work.detail = f"case {case_id}", {"reason": reason.strip()}

    desk.change("修改案件", task)
