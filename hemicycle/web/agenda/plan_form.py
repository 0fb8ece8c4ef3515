"""The form of the time plan: what was typed is kept, and merged with what somebody else has done meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.agenda.actions.plan import Draft
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.agenda.snapshots import brief
from hemicycle.rules.estimates import may_frame, may_take
from hemicycle.rules.reasons import Reason, Refused
from hemicycle.rules.time_plan import MOST_SITTINGS, Frame
from hemicycle.web.agenda.published import Named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.agenda.models import Item, Programme
    from hemicycle.consultations.document_contents import DocumentContent
    from hemicycle.rules.reasons import Decision

#: Digits of any script; more than this nobody means.
_NUMBER = re.compile(r"\s*(\d{1,6})\s*")
FRAME = ("introduction", "pause", "pause_after", "closing")


@dataclass
class Number:
    """A field with a number.

    Attributes:
        text: What is typed.
        was: What the form was filled with: whoever did not touch it did not change it.
        now: What somebody else has made of it meanwhile; empty where nobody has.
        error: What is wrong with it.
    """

    name: str
    text: str
    was: str
    now: str = ""
    error: str = ""

    @property
    def value(self) -> int | None:
        """The number, where it is one."""
        return _whole(self.text)


@dataclass
class Row:
    """An item with its fields."""

    item: Item
    named: Named
    minutes: Number
    earliest: Number


class PlanForm:
    """The whole form.

    Args:
        items: The agenda, in order.
        contents: What their documents may contain, by key.
        typed: What was sent; nothing for a form that is filled afresh.
        merge: Somebody else has changed the plan since the form was filled.
    """

    def __init__(
        self,
        items: Sequence[Item],
        contents: Mapping[str, DocumentContent],
        programme: Programme,
        typed: Mapping[str, str] | None,
        *,
        merge: bool = False,
    ) -> None:
        self._typed, self._merge = typed, merge
        self.edition = programme.plan_edition
        self.frame = {name: self._field(name, getattr(programme, name)) for name in FRAME}
        self.rows = [
            Row(
                item,
                Named.of(brief(item), contents),
                self._field(f"minutes-{item.pk}", item.minutes),
                self._field(f"earliest-{item.pk}", item.earliest),
            )
            for item in items
        ]
        if typed is not None:
            self._check()

    def _field(self, name: str, present: int) -> Number:
        current = str(present)
        if self._typed is None or name not in self._typed:
            return Number(name, current, current)
        text, was = self._typed[name], self._typed.get(f"was-{name}", current)
        if not self._merge or was == current:
            return Number(name, text, was)
        if text == was:
            return Number(name, current, current)
        return Number(name, text, current, now=current if text != current else "")

    def _check(self) -> None:
        for row in self.rows:
            _judge(row.minutes, may_take(row.minutes.value if row.minutes.value is not None else -1))
            if row.earliest.value is None or row.earliest.value >= MOST_SITTINGS:
                row.earliest.error = refusal_message(Reason(AgendaCode.NO_SUCH_SITTING))
        for name, field in self.frame.items():
            taken = field.value if field.value is not None else -1
            _judge(field, may_take(taken) if name == "pause_after" else may_frame(taken))

    @property
    def fields(self) -> list[Number]:
        """Every field."""
        return [*self.frame.values(), *(field for row in self.rows for field in (row.minutes, row.earliest))]

    def is_valid(self) -> bool:
        """Whether every field holds a number that can be meant."""
        return not any(field.error for field in self.fields)

    @property
    def draft(self) -> Draft:
        """What is to be written down; what is in error keeps what it was."""
        return Draft(
            Frame(**{name: _usable(field) for name, field in self.frame.items()}),
            {row.item.pk: _usable(row.minutes) for row in self.rows},
            {row.item.pk: _usable(row.earliest) for row in self.rows},
        )

    def applied(self) -> list[Item]:
        """The items with what is typed, not kept anywhere."""
        draft = self.draft
        for row in self.rows:
            row.item.minutes, row.item.earliest = draft.minutes[row.item.pk], draft.earliest[row.item.pk]
        return [row.item for row in self.rows]


def _whole(text: str) -> int | None:
    number = _NUMBER.fullmatch(text)
    return int(number[1]) if number else None


def _usable(field: Number) -> int:
    """What is typed, or what was there before where that is no number that can be meant."""
    typed = field.value
    if typed is not None and not field.error:
        return typed
    return _whole(field.was) or 0


def _judge(field: Number, decision: Decision) -> None:
    if isinstance(decision, Refused):
        facts = {**decision.reason.facts, "minutes": field.text.strip()[:20] or "–"}
        field.error = refusal_message(Reason(decision.reason.code, facts))
