"""When registration is open, its quotas, and what else the secretariat sets for a consultation's people."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.participation import with_quotas
from hemicycle.consultations.settings import Settings, settings_of
from hemicycle.journal.record import Performer
from hemicycle.people import second_factor
from hemicycle.people.act import Act, carry_out
from hemicycle.people.actions.places import moving_up, promote, unit_of
from hemicycle.people.changes import second_factor_changing, zone_changing
from hemicycle.people.details import clean, clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import Opening, may_have_quota, may_open

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.participation import QuotaSetting
    from hemicycle.people.actions.places import Unit
    from hemicycle.people.models import Registration


_SET = {"retention_days", "second_factor", "link_hours", "several_capacities", "open_after_end", "help_phone"}


@dataclass(frozen=True)
class RegistrationSettings:
    """What the secretariat sets; the consultation's other settings stay.

    Attributes:
        quotas: By class; a class that is not named has no quota (rule 3).
        retention_days: Personal data is deleted so many days after the last day.
        second_factor: Classes and roles that must sign in with a second factor.
        open_after_end: Registration is meant to be open beyond the last day.
        help_phone: Where the technicians are reached; empty where they are not.
        link_hours: Personal links that are sent from now on are good for so long.
        several_capacities: One person may have several capacities, where they accept (rule 39).
    """

    opening: Opening
    quotas: Mapping[str, QuotaSetting]
    retention_days: int
    second_factor: frozenset[str]
    several_capacities: bool = False
    open_after_end: bool = False
    help_phone: str = ""
    link_hours: int = Settings().link_hours

    def stored(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """A consultation's settings with these among them."""
        return {
            **before,
            "classes": with_quotas(before, self.quotas),
            "retention_days": self.retention_days,
            **self._factor(before),
            "several_capacities": self.several_capacities,
            "open_after_end": self.open_after_end,
            "help_phone": clean(self.help_phone),
            "link_hours": self.link_hours,
        }

    def _factor(self, before: Mapping[str, Any]) -> dict[str, list[str]]:
        """What the installation requires is not kept as one's own for being saved with the rest."""
        same = self.second_factor == second_factor.roles_named(dict(before))
        return {} if same else {"second_factor": sorted(self.second_factor)}


@dataclass(frozen=True)
class Particulars:
    """What a consultation is called, the session to which its conclusions go, its days and its time zone."""

    title: Text
    physical_session: Text
    first_day: date
    last_day: date
    time_zone: str


def edit(consultation: int, performer: Performer, at: datetime, wanted: RegistrationSettings) -> list[Registration]:
    """Set them; whoever has a place by the new quotas comes off the waiting list in the same act.

    A smaller quota withdraws nobody: it keeps the next ones waiting.

    Returns:
        Who came off the waiting list.

    Raises:
        Refusal: registration would close before it opens; people would be put out of a sitting because a second
            factor is required of them; or persons who represent no Member would have places each or by group.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        require(may_open(wanted.opening))
        row = act.consultation
        before = _told(row)
        if wanted.second_factor != second_factor.roles_of(row):
            second_factor_changing.send(sender=Consultation, consultation=row, roles=wanted.second_factor, at=at)
        row.registration_opens_at, row.registration_closes_at = wanted.opening.opens, wanted.opening.closes
        row.settings = wanted.stored(row.settings)
        row.save(update_fields=["registration_opens_at", "registration_closes_at", "settings"])
        act.settings = settings_of(row.settings)
        for one in act.classes:
            require(may_have_quota(one.quota, persons=one.of_persons))
        after = _told(row)
        act.facts.update(changed={name: [before[name], now] for name, now in after.items() if before[name] != now})
        return promote(act, _waited_for(act))


def edit_particulars(consultation: int, performer: Performer, at: datetime, wanted: Particulars) -> None:
    """Set what it is called, the session to which its conclusions go, its days and its time zone.

    Letters that were sent, and what was published, keep the words that they went out with; what was handed in for
    clearance is handed in anew. Where another zone is set, sittings keep their moments.

    Raises:
        Refusal: they may not, the last day is before the first, or the zone would change while a sitting goes on or a
            deadline runs.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        if wanted.last_day < wanted.first_day:
            raise Refusal(PeopleCode.PERIOD_ORDER)
        row = act.consultation
        now: dict[str, Any] = {
            "title": clean_texts(wanted.title),
            "physical_session": clean_texts(wanted.physical_session),
            "first_day": wanted.first_day,
            "last_day": wanted.last_day,
            "time_zone": wanted.time_zone,
        }
        changed = {name: [getattr(row, name), value] for name, value in now.items() if getattr(row, name) != value}
        if "time_zone" in changed:
            zone_changing.send(sender=Consultation, consultation=row, at=at)
        for name, value in now.items():
            setattr(row, name, value)
        row.save(update_fields=list(now))
        act.facts.update(changed={name: [_said(one) for one in both] for name, both in changed.items()})


def set_privacy_notice(consultation: int, performer: Performer, at: datetime, wanted: Text, *, seen: str) -> None:
    """Set what the body says that it does with personal data, in each language; none where nothing is written.

    Args:
        seen: What ``notice_seen`` said of the notice when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before, after = act.settings.privacy_notice, clean_texts(wanted, lines=True)
        if seen != notice_seen(before):
            raise Refusal(PeopleCode.NOTICE_CHANGED_MEANWHILE)
        if before == after:
            act.cancel()
            return
        row = act.consultation
        row.settings = {**row.settings, "privacy_notice": after}
        row.save(update_fields=["settings"])
        act.facts.update(changed={"privacy_notice": [before, after]})


def notice_seen(notice: Mapping[str, str]) -> str:
    """Tells whether a privacy notice is still what somebody began to change."""
    return hashlib.sha256(json.dumps(notice, sort_keys=True).encode()).hexdigest()


def _said(value: Text | date | str) -> Text | str:
    """As the journal keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def foresee(consultation: Consultation, at: datetime, wanted: RegistrationSettings) -> list[Registration]:
    """Who would come off the waiting list at this moment; nothing is written."""
    settings = settings_of(wanted.stored(consultation.settings))
    act = Act(consultation, Performer(), at, settings)
    return moving_up(act, _waited_for(act))


def _waited_for(act: Act) -> list[Unit | None]:
    """The units for whose places somebody waits."""
    waiting = act.consultation.registrations.filter(status=RegistrationStatus.WAITING.value)
    rows = waiting.select_related("member").prefetch_related("member__organ_seats").order_by("asked_at", "pk")
    return [unit_of(act, row) for row in rows]


def _told(consultation: Consultation) -> dict[str, Any]:
    """What the journal compares."""
    opening, settings = consultation.opening, settings_of(consultation.settings)
    return {
        "opens": opening.opens.isoformat() if opening.opens else None,
        "closes": opening.closes.isoformat() if opening.closes else None,
        "quotas": {one.key: one.quota.model_dump(mode="json") for one in settings.classes if one.quota},
        **settings.model_dump(mode="json", include=_SET),
        "second_factor": sorted(second_factor.roles_of(consultation)),
    }
