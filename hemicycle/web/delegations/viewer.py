"""Who looks at a delegation, and what of it they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.people import delegations
from hemicycle.people import queries as people
from hemicycle.people.actions.focal_points import is_theirs
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed, Reason, Refused
from hemicycle.rules.registration import authority, may_answer_for
from hemicycle.rules.scopes import may, may_read

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import FocalPoint, Member, Person, Upload
    from hemicycle.rules.scopes import Scopes


@dataclass(frozen=True)
class Viewer:
    """A person at the page of a delegation.

    Attributes:
        performer: They, for an action of a room.
        mandates: Every mandate for the Member in the consultation, past ones too.
        secretariat: They are of the secretariat, confirmed, and see every registration.
        of_delegation: They are a confirmed delegate of the Member.
        scopes: Their roles within the secretariat.
    """

    person: Person
    performer: Performer
    consultation: Consultation
    member: Member
    now: datetime
    mandates: tuple[FocalPoint, ...]
    secretariat: bool
    of_delegation: bool
    scopes: Scopes = None

    @property
    def today(self) -> date:
        """The day in the consultation's zone."""
        return self.now.astimezone(self.consultation.zone).date()

    @property
    def own(self) -> list[FocalPoint]:
        """Their mandates for this Member."""
        return [row for row in self.mandates if row.person_id == self.person.pk]

    @property
    def holds(self) -> bool:
        """A mandate of theirs is in force or to come, whether or not they have delegated it."""
        return any(row.end is None or self.now < row.end for row in self.own)

    @property
    def sees(self) -> bool:
        """Whether the page is for them."""
        return self.secretariat or self.of_delegation or self.holds

    @property
    def sees_instruments(self) -> bool:
        """Notes and letters are for the secretariat and those who answer for the Member."""
        return self.secretariat or any(row.mandate.covers(self.now) for row in self.own)

    @property
    def instruments(self) -> dict[int, Upload]:
        """The notes and letters that they may read, by key: what names several Members is for the secretariat."""
        if not self.sees_instruments:
            return {}
        kept = {row.instrument.pk: row.instrument for row in self.mandates if row.instrument}
        hidden = set() if self.secretariat else delegations.of_other_members(kept, self.member)
        return {key: upload for key, upload in kept.items() if key not in hidden}

    @property
    def answering(self) -> FocalPoint | None:
        """The mandate under which the Member is answered for now."""
        current = authority([row.mandate for row in self.mandates], self.now)
        return next((row for row in self.mandates if current is not None and row.pk == current.key), None)

    @property
    def answers(self) -> bool:
        """They act for the Member now."""
        return self.answering is not None and self.answering.person_id == self.person.pk

    @property
    def helps(self) -> bool:
        """They are of the secretariat, and may act for its Members."""
        may_nominate = may(Role.SECRETARIAT, self.scopes, Action.REGISTRATION_NOMINATE)
        return self.secretariat and isinstance(may_nominate, Allowed)

    @property
    def acts(self) -> bool:
        """They may change the delegation."""
        return self.helps or self.answers

    def may_read(self, action: Action) -> bool:
        """Whether they may read a page of the secretariat that asks for this action."""
        return self.secretariat and isinstance(may_read(Role.SECRETARIAT, self.scopes, action), Allowed)

    @property
    def context(self) -> dict[str, Any]:
        """What every page of the delegation needs."""
        return {
            "viewer": self,
            "consultation": self.consultation,
            "member": self.member,
            "capacity": people.class_of(self.member, self.consultation.classes, self.today),
        }

    def name_of(self, row: FocalPoint) -> str:
        """Whose mandate: as whoever delegated it typed the name, for all but the secretariat and the person."""
        return row.person.name if self.secretariat or row.person_id == self.person.pk else row.shown_name

    def may_withdraw(self, row: FocalPoint) -> bool:
        """Whether a mandate goes on, and is theirs to withdraw."""
        goes_on = row.end is None or row.end > max(self.now, row.start)
        return goes_on and (self.helps or is_theirs(row, self.person, self.now))

    def refused(self, action: Action) -> Reason | None:
        """Why they may not do this for the Member; the action itself asks again."""
        if self.secretariat:
            decision = may(Role.SECRETARIAT, self.scopes, action)
            if isinstance(decision, Allowed) or not self.own:
                return decision.reason if isinstance(decision, Refused) else None
        answering = may_answer_for([row.mandate for row in self.mandates], self.person.pk, self.now)
        if isinstance(answering, Refused):
            return answering.reason
        decision = may(people.class_of(self.member, self.consultation.classes, self.today), None, action)
        return decision.reason if isinstance(decision, Refused) else None
