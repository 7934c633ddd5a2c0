"""Which keys each file of a rule pack may have, and what they hold."""

from collections.abc import Callable, Mapping
from typing import Any

from cadre_desk.domain.shapes import (
    Key,
    PackError,
    Shape,
    count,
    day,
    flag,
    key_text,
    number,
    one_of,
    rows,
    table,
    table_of,
    text,
    texts,
    words,
)
from cadre_desk.domain.values import KINDS

FACETS: Mapping[str, tuple[str, ...]] = {  # facet -> kinds that can be copied into its column
    "holder": ("choice",),
    "relation": ("choice",),
    "event_date": ("date", "month"),
    "amount": ("money",),
    "area": ("area",),
    "share": ("percent",),
}
_GROUPS = ("letter", "party", "administrative", "organizational")
_ROLES = ("officer", "chief", "approver")


def lists_of(read: Callable[[object, str], Any]) -> Callable[[object, str], tuple[Any, ...]]:
    """A reader of a list of lists."""

    def read_all(value: object, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise PackError(f"{place} 应为非空列表")
        return tuple(read(one, f"{place} 第{index}项") for index, one in enumerate(value, 1))

    return read_all


def _values(value: object, place: str) -> tuple[str, ...]:
    """Texts among which the empty one means a blank field."""
    if not isinstance(value, list) or not value:
        raise PackError(f"{place} 应为非空列表")
    return tuple(words(one, place) for one in value)


SOURCE: Shape = {"instrument": Key(key_text), "article": Key(words), "confidence": Key(one_of("H", "M", "L"))}
FIELD: Shape = {
    "key": Key(key_text),
    "label": Key(text),
    "kind": Key(one_of(*KINDS)),
    "unit": Key(text, ""),
    "required": Key(flag, False),
    "required_when": Key(table({"field": Key(text), "values": Key(_values)}), None),
    "aliases": Key(texts, ()),
    "codes": Key(text, ""),
    "help": Key(text, ""),
    "example": Key(text, ""),
    "facet": Key(one_of(*FACETS), ""),
}
SECTION: Shape = {
    "key": Key(key_text),
    "title": Key(text),
    **SOURCE,
    "kind": Key(one_of("change", "full", "ledger"), "ledger"),
    "stock": Key(flag, False),
    "art3": Key(flag, False),
    "enabled": Key(flag, True),
    "holders": Key(texts, ()),
    "natural_key": Key(texts),
    "help": Key(text, ""),
    "field": Key(rows("field", FIELD, "的")),
}
ITEM: Shape = {"text": Key(text), **SOURCE, "enabled": Key(flag, True)}
CODE_LIST: Shape = {
    "key": Key(key_text),
    "title": Key(text),
    **SOURCE,
    "open": Key(flag, False),
    "values": Key(texts),
    "aliases": Key(table_of(texts), {}),
    "groups": Key(table_of(texts), {}),
    "numbers": Key(table_of(text), {}),
}
LEDGER: Shape = {
    "kind": Key(key_text),
    "title": Key(text),
    "help": Key(text, ""),
    "with_common": Key(flag, False),
    "append": Key(one_of("form", "campaigns"), ""),
    "sheet": Key(rows("sheet", SECTION, "的"), ()),
}
MEASURE: Shape = {
    "key": Key(key_text),
    "name": Key(text),
    "group": Key(one_of(*_GROUPS)),
    **SOURCE,
    "influence_months": Key(count, None),
    "bars": Key(texts, ()),
    "manner_months": Key(table_of(count), {}),
    "aliases": Key(texts, ()),
}
STEP: Shape = {
    "key": Key(key_text),
    "label": Key(text),
    "before": Key(texts),
    "after": Key(text),
    "role": Key(one_of(*_ROLES)),
    "letters": Key(texts, ()),
}
LETTER: Shape = {
    "key": Key(key_text),
    "title": Key(text),
    "name": Key(text),
    "measure": Key(text),
    **SOURCE,
    "enabled": Key(flag, True),
    "approver": Key(text),
    "number_word": Key(text),
    "salutation": Key(text, "{name}同志："),
    "paragraphs": Key(texts),
    "reply_working_days": Key(count, None),
    "follow_up_months": Key(count, None),
    "copy_to_unit": Key(flag, False),
    "situation": Key(rows("situation", {"key": Key(key_text), **ITEM}, "的")),
    "field": Key(rows("field", FIELD, "的")),
}
CAMPAIGN: Shape = {
    "key": Key(key_text),
    "title": Key(text),
    **SOURCE,
    "help": Key(text, ""),
    "category": Key(rows("category", ITEM, "的")),
    "field": Key(rows("field", FIELD, "的"), ()),
}
RULE: Shape = {
    "id": Key(text),
    "title": Key(text),
    "subject": Key(one_of("cadre", "unit")),
    "sentence": Key(text),
    "next_step": Key(text),
    **SOURCE,
    "severity": Key(one_of("R", "O", "Y", "I")),
    "enabled": Key(flag),
    "parameters": Key(table_of(number), {}),
    "phrases": Key(table_of(text), {}),
    "severities": Key(table_of(one_of("R", "O", "Y", "I")), {}),
    "words": Key(table_of(texts), {}),
    "blank": Key(table_of(text), {}),
}
CHECK: Shape = {
    "id": Key(text),
    "title": Key(text),
    "severity": Key(one_of("error", "warning", "question")),
    **SOURCE,
    "enabled": Key(flag),
    "expected": Key(text, ""),
    "sections": Key(texts, ()),
    "asks": Key(texts, ()),
    "required": Key(table_of(texts), {}),
    "sentences": Key(table_of(text), {}),
    "parameters": Key(table_of(number), {}),
    "words": Key(table_of(texts), {}),
    "pairs": Key(table_of(text), {}),
    "rules": Key(texts, ()),
    "needs": Key(text, ""),
}
VERIFICATION: Shape = {
    "tolerance": Key(
        rows(
            "tolerance",
            {
                "key": Key(one_of("area", "amount", "date", "share")),
                "title": Key(text),
                "unit": Key(text),
                "same": Key(number),
                "explained": Key(number),
                "explained_percent": Key(number),
                **SOURCE,
            },
        )
    ),
    "variants": Key(table_of(texts)),
    "route": Key(
        rows(
            "route",
            {
                "from": Key(key_text),
                "field": Key(key_text),
                "words": Key(texts),
                "to": Key(key_text),
                "rename": Key(table_of(key_text)),
            },
        )
    ),
    "section": Key(
        rows(
            "section",
            {
                "key": Key(key_text),
                "sheets": Key(texts, ()),
                "person": Key(words),
                "keys": Key(lists_of(texts)),
                "near": Key(texts, None),
                "near_by": Key(text, ""),
                "short": Key(texts, ()),
                "compare": Key(texts, ()),
                "sets": Key(texts, ()),
                "digits": Key(text, ""),
                "co_owned": Key(flag, False),
                "acquired": Key(text, ""),
                "look_back": Key(text, ""),
                "class_field": Key(text, ""),
                "class": Key(rows("class", {"key": Key(key_text), "title": Key(text), "words": Key(texts)}, "的"), ()),
                "decision": Key(
                    rows(
                        "decision",
                        {
                            "class": Key(words, ""),
                            "situations": Key(texts),
                            "grade": Key(one_of("omission", "concealment", "review")),
                            **SOURCE,
                        },
                        "的",
                    )
                ),
            },
        )
    ),
    "sentences": Key(table_of(text)),
    "phrases": Key(table_of(text)),
}
FILES: Mapping[str, Shape] = {
    "pack.toml": {
        "key": Key(text),
        "title": Key(text),
        "version": Key(text),
        "effective_from": Key(day),
        "instruments": Key(table_of(text)),
        "deadline": Key(rows("deadline", {"key": Key(key_text), "title": Key(text), "value": Key(count), **SOURCE})),
        "threshold": Key(
            rows("threshold", {"key": Key(key_text), "title": Key(text), "value": Key(count, None), **SOURCE}), ()
        ),
    },
    "codes.toml": {"list": Key(rows("list", CODE_LIST))},
    "form.toml": {"section": Key(rows("section", SECTION))},
    "ledgers.toml": {
        "common": Key(rows("common", FIELD)),
        "ledger": Key(rows("ledger", LEDGER)),
    },
    "measures.toml": {"measure": Key(rows("measure", MEASURE))},
    "letters.toml": {
        "state": Key(rows("state", {"key": Key(key_text), "label": Key(text)})),
        "step": Key(rows("step", STEP)),
        "letter": Key(rows("letter", LETTER)),
    },
    "campaigns.toml": {
        "states": Key(texts),
        "natural_key": Key(texts),
        "extra_before": Key(text),
        "common": Key(rows("common", FIELD)),
        "campaign": Key(rows("campaign", CAMPAIGN)),
    },
    "rules.toml": {"rule": Key(rows("rule", RULE))},
    "verification.toml": VERIFICATION,
    "mistakes.toml": {"instruments": Key(table_of(text), {}), "check": Key(rows("check", CHECK))},
}
