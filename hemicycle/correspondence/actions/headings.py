"""The headings under which Members file conditions: added, changed, put in order, taken away."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import KEY_PATTERN, MOST_HEADINGS, TEXT_LENGTH, ConditionHeading
from hemicycle.correspondence.headings import uses_of
from hemicycle.correspondence.models import Summary
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.enquiries import may_drop_heading
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.settings import Settings
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


def _out_of_date(act: Act, _before: Settings) -> None:
    """A summary of replies says the headings: what was generated with others is out of date."""
    Summary.objects.filter(enquiry__letter__consultation=act.consultation, enquiry__declared_at=None).update(basis="")


_HEADINGS = KeyedSetting[ConditionHeading](
    "condition_headings",
    fact="condition_heading",
    most=MOST_HEADINGS,
    unknown=CorrespondenceCode.NO_SUCH_HEADING,
    key_taken=CorrespondenceCode.HEADING_KEY_TAKEN,
    too_many=CorrespondenceCode.TOO_MANY_HEADINGS,
    changed_meanwhile=CorrespondenceCode.HEADING_CHANGED_MEANWHILE,
    follow=_out_of_date,
)


def add_heading(consultation: int, performer: Performer, at: datetime, wanted: ConditionHeading) -> None:
    """Add a heading after the others.

    Raises:
        Refusal: there is one with this key, it has no name or too long a text, or there are as many as there may be.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _HEADINGS.add(act, _cleaned(wanted))


def change_heading(
    consultation: int, performer: Performer, at: datetime, wanted: ConditionHeading, *, seen: str
) -> None:
    """Change the words of a heading, also where something stands under it: a declared result keeps those it had.

    Args:
        seen: What ``keyed_rows.seen_of`` said of it when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile, there is no such heading; or as for ``add_heading``.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _cleaned(wanted)
        _HEADINGS.change(act, _HEADINGS.known(act, row.key, seen=seen), row)


def move_heading(consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
    """Let a heading change places with the one before it, or after it; nothing where there is none.

    Raises:
        Refusal: there is no such heading.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _HEADINGS.move(act, key, up=up)


def drop_heading(consultation: int, performer: Performer, at: datetime, key: str) -> None:
    """Take a heading away. Without any, conditions are asked for in one list.

    Raises:
        Refusal: something stands under it, or there is no such heading.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _HEADINGS.known(act, key)
        require(may_drop_heading(**asdict(uses_of(act.consultation)[key])))
        _HEADINGS.drop(act, row)


def require_key(key: str) -> str:
    """A key as headings have it.

    Raises:
        Refusal: it is none.
    """
    if not re.fullmatch(KEY_PATTERN, key):
        raise Refusal(CorrespondenceCode.HEADING_KEY_INVALID)
    return key


def _cleaned(wanted: ConditionHeading) -> ConditionHeading:
    """The same, safe to keep.

    Raises:
        Refusal: it has no name, or a text that is too long.
    """
    texts = {part: clean_texts(getattr(wanted, part)) for part in ("name", "title", "phrase")}
    if not texts["name"]:
        raise Refusal(CorrespondenceCode.HEADING_WITHOUT_NAME)
    if any(len(words) > TEXT_LENGTH for text in texts.values() for words in text.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=TEXT_LENGTH)
    return wanted.model_copy(update=texts)
