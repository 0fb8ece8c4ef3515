"""The participation classes of a consultation: added, changed, put in order, removed (rule 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.participation import MOST_CLASSES, ClassSetting, class_name
from hemicycle.people import counted_names
from hemicycle.people.changes import classes_changing
from hemicycle.people.details import clean_texts
from hemicycle.people.keyed_acts import KeyedActs
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.people.models import Member
from hemicycle.people.queries import capacity
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role
from hemicycle.rules.classes import may_remove_class, problems
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER

if TYPE_CHECKING:
    from hemicycle.consultations.settings import Settings
    from hemicycle.people.act import Act
    from hemicycle.rules.capacity import Classes
    from hemicycle.rules.reasons import Reason

#: Facts of a problem that name a class.
_NAMING = frozenset({"class", "first", "second"})
_OVER = [status.value for status in OVER]


def _stay_possible(act: Act, before: Settings) -> None:
    """What the classes are now makes sense, and nothing stands in its way."""
    for problem in problems(act.classes):
        raise Refusal(problem.code, **_named(problem, act.classes))
    consultation, after = act.consultation, act.classes
    classes_changing.send(
        sender=Consultation, consultation=consultation, before=before.participation, after=after, at=act.at
    )


def _named(problem: Reason, classes: Classes) -> dict[str, str]:
    """Its facts, in which a class is called by its name."""
    return {
        name: class_name(classes.by_key[str(value)]) if name in _NAMING else str(value)
        for name, value in problem.facts.items()
    }


def cleaned(wanted: ClassSetting, body: int) -> ClassSetting:
    """The same, safe to keep.

    Args:
        body: Key of the body whose Members it may name.

    Raises:
        Refusal: it has no name, names a Member that there is not, or lacks a form or a number where it is counted.
    """
    names = {form: clean_texts(getattr(wanted, form)) for form in ("one", "many", "addressed")}
    if not names["one"]:
        raise Refusal(PeopleCode.CLASS_WITHOUT_NAME)
    known = set(Member.objects.filter(body=body, code__in=wanted.members).values_list("code", flat=True))
    for code in sorted(wanted.members - known):
        raise Refusal(PeopleCode.CLASS_OF_NOBODY, code=code)
    return wanted.model_copy(update={**names, "counted": counted_names.cleaned(wanted.counted)})


def _registered(act: Act, key: str) -> int:
    """How many delegates are registered in a class, and not withdrawn or refused."""
    rows = act.consultation.registrations.filter(role=Role.DELEGATE.value).exclude(status__in=_OVER)
    counted = rows.select_related("member").prefetch_related("member__organ_seats")
    return sum(capacity(row, act.classes, act.day).value == key for row in counted)


def _kept(act: Act, wanted: ClassSetting) -> ClassSetting:
    """A class safe to keep; one that there is keeps its quota."""
    if wanted.key in set(Role):
        raise Refusal(PeopleCode.CLASS_KEY_TAKEN, key=wanted.key)
    before = next((row for row in act.settings.classes if row.key == wanted.key), wanted)
    return cleaned(wanted, act.consultation.body_id).model_copy(update={"quota": before.quota})


def _require_same_holders(act: Act, before: ClassSetting, after: ClassSetting) -> None:
    """One in use stays of Members, or of persons."""
    if after.persons is not before.persons:
        _require_unused(act, before)


def _require_unused(act: Act, row: ClassSetting) -> None:
    """Nobody is registered in it; ``classes_changing`` asks the other rooms."""
    require(may_remove_class(registrations=_registered(act, row.key)))


#: The place of a class in the queue is its priority, which stays when it changes places in the lists.
CLASSES = KeyedActs(
    KeyedSetting[ClassSetting](
        "classes",
        fact="class",
        most=MOST_CLASSES,
        unknown=PeopleCode.NO_SUCH_CLASS,
        key_taken=PeopleCode.CLASS_KEY_TAKEN,
        too_many=PeopleCode.TOO_MANY_CLASSES,
        changed_meanwhile=PeopleCode.CLASS_CHANGED_MEANWHILE,
        follow=_stay_possible,
    ),
    _kept,
    changing=_require_same_holders,
    removing=_require_unused,
)
