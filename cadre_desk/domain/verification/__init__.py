"""查核比对: reports compared with the feedback of registries; a hint for people, never a conclusion.

subjects = [subject_of(dossier, pack.sections), …]
rows = [read_row(section, cells, ref="反馈.xlsx!房产!2", source="不动产登记", person="张三"), …]
found = compare(subjects, rows, pack, decided={ref: Choice(cadre_id, item)}, asked={"house"})
found.results, found.unsettled, found.strangers
"""

from cadre_desk.domain.verification.compare import compare, read_row, subject_of
from cadre_desk.domain.verification.records import (
    Candidate,
    Choice,
    Comparison,
    FeedbackRow,
    FieldDifference,
    Member,
    Outcome,
    Result,
    Subject,
    Unsettled,
)

__all__ = [
    "Candidate",
    "Choice",
    "Comparison",
    "FeedbackRow",
    "FieldDifference",
    "Member",
    "Outcome",
    "Result",
    "Subject",
    "Unsettled",
    "compare",
    "read_row",
    "subject_of",
]
