"""The participation classes of a consultation: added, changed, put in order, removed (rule 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.keyed_rows import known, moved, seen_of, without
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.participation import MOST_CLASSES, class_name
from hemicycle.consultations.settings import settings_of
from hemicycle.people.act import Act, carry_out
from hemicycle.people.changes import classes_changing
from hemicycle.people.details import clean_texts
from hemicycle.people.models import Member
from hemicycle.people.queries import capacity
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role
from hemicycle.rules.classes import may_remove_class, problems
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.consultations.participation import ClassSetting
    from hemicycle.journal.record import Performer
    from hemicycle.rules.capacity import Classes
    from hemicycle.rules.reasons import Reason

#: Facts of a problem that name a class.
_CLASSES = frozenset({"class", "first", "second"})
_OVER = [status.value for status in OVER]


def add_class(consultation: int, performer: Performer, at: datetime, wanted: ClassSetting) -> None:
    """Add a class after the others.

    Raises:
        Refusal: its key is taken, it has no name, names a Member that there is not, nobody can belong to it, or
            another one claims the same Members; a sitting goes on; or there are as many as there may be.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, classes = cleaned(wanted, act.consultation.body_id), act.settings.classes
        if row.key in {one.key for one in classes} | set(Role):
            raise Refusal(PeopleCode.CLASS_KEY_TAKEN, key=row.key)
        if len(classes) >= MOST_CLASSES:
            raise Refusal(PeopleCode.TOO_MANY_CLASSES, most=MOST_CLASSES)
        act.facts.update(before=None, after=row.model_dump(mode="json"))
        _keep(act, row.key, [*classes, row])


def change_class(consultation: int, performer: Performer, at: datetime, wanted: ClassSetting, *, seen: str) -> None:
    """Change a class; its quota and how it is counted stay. One in use stays of Members, or of persons.

    Args:
        seen: What ``keyed_rows.seen_of`` said of it when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile; there is no such class; or as for ``add_class``.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before = known(act.settings.classes, wanted.key, PeopleCode.NO_SUCH_CLASS)
        if seen_of(before) != seen:
            raise Refusal(PeopleCode.CLASS_CHANGED_MEANWHILE)
        kept = {"quota": before.quota, "counted": before.counted}
        row = cleaned(wanted, act.consultation.body_id).model_copy(update=kept)
        if row.persons is not before.persons:
            require(may_remove_class(registrations=_registered(act, row.key)))
        act.facts.update(before=before.model_dump(mode="json"), after=row.model_dump(mode="json"))
        _keep(act, row.key, [row if one.key == row.key else one for one in act.settings.classes])


def move_class(consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
    """Let a class change places in the lists with the one before it, or after it; nothing where there is none.

    Its place in the queue is its priority, which stays.

    Raises:
        Refusal: there is no such class, or a sitting goes on.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = known(act.settings.classes, key, PeopleCode.NO_SUCH_CLASS)
        classes, places = moved(act.settings.classes, row, up=up)
        if places["before"] == places["after"]:
            act.cancel()
            return
        act.facts.update(places)
        _keep(act, key, classes)


def remove_class(consultation: int, performer: Performer, at: datetime, key: str) -> None:
    """Remove a class.

    Raises:
        Refusal: somebody is registered in it, a letter goes or went to it, somebody spoke in it, or it speaks first
            on an item; a sitting goes on; or there is no such class.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before = known(act.settings.classes, key, PeopleCode.NO_SUCH_CLASS)
        require(may_remove_class(registrations=_registered(act, key)))
        act.facts.update(before=before.model_dump(mode="json"), after=None)
        _keep(act, key, without(act.settings.classes, key))


def cleaned(wanted: ClassSetting, body: int) -> ClassSetting:
    """The same, safe to keep.

    Args:
        body: Key of the body whose Members it may name.

    Raises:
        Refusal: it has no name, or names a Member that there is not.
    """
    names = {form: clean_texts(getattr(wanted, form)) for form in ("one", "many", "addressed")}
    if not names["one"]:
        raise Refusal(PeopleCode.CLASS_WITHOUT_NAME)
    known = set(Member.objects.filter(body=body, code__in=wanted.members).values_list("code", flat=True))
    for code in sorted(wanted.members - known):
        raise Refusal(PeopleCode.CLASS_OF_NOBODY, code=code)
    return wanted.model_copy(update=names)


def _registered(act: Act, key: str) -> int:
    """How many delegates are registered in a class, and not withdrawn or refused."""
    rows = act.consultation.registrations.filter(role=Role.DELEGATE.value).exclude(status__in=_OVER)
    counted = rows.select_related("member").prefetch_related("member__organ_seats")
    return sum(capacity(row, act.classes, act.day).value == key for row in counted)


def _keep(act: Act, key: str, classes: Sequence[ClassSetting]) -> None:
    row, before = act.consultation, act.classes
    row.settings = {**row.settings, "classes": [one.model_dump(mode="json") for one in classes]}
    act.settings = settings_of(row.settings)
    for problem in problems(act.classes):
        raise Refusal(problem.code, **_named(problem, act.classes))
    classes_changing.send(sender=Consultation, consultation=row, before=before, after=act.classes, at=act.at)
    row.save(update_fields=["settings"])
    act.facts["class"] = key


def _named(problem: Reason, classes: Classes) -> dict[str, str]:
    """Its facts, in which a class is called by its name."""
    return {
        name: class_name(classes.by_key[str(value)]) if name in _CLASSES else str(value)
        for name, value in problem.facts.items()
    }
