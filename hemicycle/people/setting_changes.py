"""Who changed a setting of a consultation, or of its body, last, as the journal has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.people.actions.beginning import BEGIN
from hemicycle.people.models import Registration
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Body
    from hemicycle.people.models import Person

#: A consultation comes to an installation with its settings: as it is begun there, or taken in from another one.
_SET_UP = (BEGIN, "consultation.import")
#: Places of acts that named the setting and not its consultation, as they were recorded once: ``class:state``.
_NAMELESS = ("class", "list", "text")


@dataclass(frozen=True)
class SettingChange:
    """An act by which settings became others.

    Attributes:
        actor: Nobody where the system acted.
        copied: Name in addresses of the consultation from which they were copied; empty for none.
        preset: Name of the preset from which they come; empty for none.
    """

    at: datetime
    actor: Person | None
    copied: str = ""
    preset: str = ""


@dataclass(frozen=True)
class SettingChanges:
    """The last change of each setting.

    Attributes:
        by_name: By what the journal calls it; a setting that was never changed is not among them.
        set_up: By which the consultation came with its settings; None where the journal does not have it.
    """

    by_name: Mapping[str, SettingChange]
    set_up: SettingChange | None

    def of(self, *names: str) -> SettingChange | None:
        """The latest change of any of these."""
        found = [self.by_name[name] for name in names if name in self.by_name]
        return max(found, key=lambda change: change.at, default=None)


def setting_changes(consultation: Consultation) -> SettingChanges:
    """Read them, by one query.

    An act names what it set in its facts: beside what it was and is (``{"sitting_days": [before, after]}``), all of it
    under ``changed``, or by name alone (``setting``, ``did``).
    """
    by_name: dict[str, SettingChange] = {}
    set_up: SettingChange | None = None
    for entry in _entries(consultation).select_related("actor").order_by("pk"):
        facts = entry.data
        change = SettingChange(entry.at, entry.actor, str(facts.get("copied", "")), str(facts.get("preset", "")))
        if entry.act in _SET_UP:
            set_up = change
        else:
            by_name |= dict.fromkeys(_named(entry), change)
    return SettingChanges(by_name, set_up)


def preset_behind(set_up: SettingChange | None) -> str:
    """The name of the preset from which a consultation was begun, or the one that it was copied from; empty for none.

    Args:
        set_up: How the consultation came with its settings.
    """
    known: set[str] = set()
    while set_up is not None and set_up.copied and set_up.copied not in known:
        known.add(set_up.copied)
        source = Consultation.objects.filter(slug=set_up.copied).first()
        set_up = setting_changes(source).set_up if source else None
    return set_up.preset if set_up else ""


def body_changes(body: Body) -> SettingChanges:
    """The last change of each setting of a body, by one query; nothing says with what it was set up.

    An act names the part that it changed (``{"part": "kinds"}``), or has what each word was and is.
    """
    by_name: dict[str, SettingChange] = {}
    entries = Entry.objects.filter(place=f"body:{body.pk}", act=Action.BODY_EDIT.value)
    for entry in entries.select_related("actor").order_by("pk"):
        change, facts = SettingChange(entry.at, entry.actor), entry.data
        if "part" in facts:
            by_name[facts["part"]] = change
        else:
            differ = {name for name, now in facts["after"].items() if now != facts["before"].get(name)}
            by_name |= dict.fromkeys(differ, change)
    return SettingChanges(by_name, None)


def without_consultation(consultation: Consultation) -> QuerySet[Entry]:
    """The entries of its settings whose place does not name it: "class:state", "list:urgent", "text:invitation".

    They are its own where who acted has that role in it, and in no other consultation. Of somebody who acts for two
    nothing says which one they meant: such an entry is found for neither.
    """
    same = Registration.objects.filter(person=OuterRef("actor"), role=OuterRef("capacity"))
    here, elsewhere = same.filter(consultation=consultation), same.exclude(consultation=consultation)
    places = Q()
    for name in _NAMELESS:
        places |= Q(place__startswith=f"{name}:")
    own = Exists(here) & ~Exists(elsewhere)
    return Entry.objects.filter(places, own, act=Action.CONSULTATION_EDIT.value)


def _entries(consultation: Consultation) -> QuerySet[Entry]:
    """The entries of acts that may set something, at each place that such acts name."""
    edit = Action.CONSULTATION_EDIT.value
    # Those of the help desk edit its ready answers.
    by_desk = Action.HELP_ANSWER.value
    own = Q(place=f"consultation:{consultation.pk}", act__in=[edit, by_desk, *_SET_UP])
    # The same person plans the sittings and says how many there may be: the act tells the two apart.
    plan = Q(place=f"plan:{consultation.pk}", act=edit)
    agenda = Q(place=f"agenda:{consultation.pk}", act=Action.PLAN_EDIT.value)
    nameless = Q(pk__in=without_consultation(consultation).values("pk"))
    return Entry.objects.filter(own | plan | agenda | nameless)


def _named(entry: Entry) -> set[str]:
    facts: Mapping[str, Any] = entry.data
    changed = facts.get("changed")
    named = {*facts, *(changed if isinstance(changed, dict) else ())}
    named |= {name for key in ("setting", "did") if isinstance(name := facts.get(key), str)}
    kind = entry.place.partition(":")[0]
    return named | {kind} if kind in _NAMELESS else named
