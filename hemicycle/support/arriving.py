"""The help desk as a destination of mail: a message to its address becomes a case, an answer is added to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.arrivals import acknowledging, destinations
from hemicycle.arrivals.destinations import Choice, Destination, Place
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.people import queries as people
from hemicycle.rules.help_cases import FLOOD_WITHIN, Channel, may_write, takes_up
from hemicycle.rules.reasons import Reason, Refusal, Refused
from hemicycle.support import cases, mailing
from hemicycle.support.models import STRANGER_LENGTH, CaseArrival, CaseMailing, HelpCase
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.arrivals.destinations import Clues
    from hemicycle.arrivals.models import Arrival
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member, Registration

#: A choice is a new case, or one that is there, by its key.
_NEW = "new"
#: So many cases are offered, the latest first.
OFFERED = 200


class HelpDesk(Destination):
    """Cases of the help desk. Anybody writes there."""

    kind = "help"
    label = gettext_lazy("Help desk")

    def find(self, clues: Clues) -> Place | None:
        """The case whose mail is answered; a new one for what was sent to the help desk's address."""
        answered = CaseMailing.objects.filter(mailing=clues.delivery.mailing_id).first() if clues.delivery else None
        if answered is None and clues.kind != self.kind:
            return None
        value = str(answered.case_id) if answered else _NEW
        return Place(self.kind, value, over=clues.consultation.closed, of_anybody=True)

    def hold(self, arrival: Arrival, place: Place) -> None:
        """Note the case."""
        key = int(place.value) if place.value != _NEW else None
        CaseArrival.objects.update_or_create(arrival=arrival, defaults={"case_id": key, "message": None})

    def held(self, arrival: Arrival) -> str:
        """The case that was noted."""
        row = CaseArrival.objects.filter(arrival=arrival).first()
        return "" if row is None else str(row.case_id or _NEW)

    def receive(self, arrival: Arrival, place: Place, at: datetime, _read: object) -> Reason | None:
        """Add it to its case, or open one, which is acknowledged once."""
        lately = CaseArrival.objects.filter(arrival__sender__iexact=arrival.sender, arrival__at__gt=at - FLOOD_WITHIN)
        decision = may_write(lately.exclude(arrival=arrival).count())
        if isinstance(decision, Refused):
            return decision.reason
        case, new = self._keep(arrival, place.value, at)
        sent = acknowledging.sent_today(arrival.envelope_from, at)
        if new and sent < acknowledging.A_DAY:
            mailing.acknowledge(case, arrival, at)
        return None

    def acknowledged(self, _arrival: Arrival) -> bool:
        """It has."""
        return True

    def choices(self, consultation: Consultation) -> Sequence[Choice]:
        """A new case, and those that there are."""
        rows = consultation.help_cases.select_related("registration__person").order_by("-pk")[:OFFERED]
        named = [Choice(str(row.pk), f"{row.number} {row.who}") for row in rows]
        return [Choice(_NEW, _("New case")), *named]

    def file(self, act: Act, arrival: Arrival, value: str, _member: Member | None, _read: object) -> None:
        """Add it to a case, or open one."""
        if value != _NEW and not act.consultation.help_cases.filter(pk=_key(value)).exists():
            raise Refusal(ArrivalCode.NO_SUCH_PLACE)
        case, _new = self._keep(arrival, value, act.at)
        act.facts.update(case=case.number)

    def take_back(self, act: Act, arrival: Arrival) -> None:
        """Take it from its case, which goes with it where nothing else was written there."""
        row = CaseArrival.objects.filter(arrival=arrival).select_related("case", "message").first()
        if row is None or row.case is None or row.message is None:
            return
        if row.case.messages.exclude(pk=row.message.pk).filter(pk__gt=row.message.pk).exists():
            raise Refusal(SupportCode.MESSAGE_WAS_ANSWERED)
        act.facts.update(case=row.case.number)
        alone = not row.case.messages.exclude(pk=row.message.pk).exists()
        (row.case if alone else row.message).delete()

    def page(self, arrival: Arrival) -> tuple[str, tuple[Any, ...], str]:
        """The case."""
        row = CaseArrival.objects.filter(arrival=arrival).select_related("case").first()
        if row is None or row.case is None:
            return "", (), ""
        return "help_case", (row.case.pk,), _("Case %(number)d") % {"number": row.case.number}

    def _keep(self, arrival: Arrival, value: str, at: datetime) -> tuple[HelpCase, bool]:
        """Write the message into its case, which is new where there is none, or that was solved long ago."""
        case = cases.locked(arrival.consultation_id, _key(value)) if value != _NEW else None
        new = case is None or not takes_up(case.state, case.solved_at, at)
        author = _registration(arrival)
        if case is None or new:
            stranger = "" if author else f"{arrival.sender_name} {arrival.sender}".strip()[:STRANGER_LENGTH]
            case = cases.opened(arrival.consultation, Channel.MAIL, at, registration=author, stranger=stranger)
        message = cases.ask(case, author or case.registration, at, mailing.as_message(arrival))
        CaseArrival.objects.update_or_create(arrival=arrival, defaults={"case": case, "message": message})
        return case, new


def listen() -> None:
    """Mail goes to the help desk from now on."""
    destinations.register(HelpDesk())


def _key(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < _DIGITS else 0


#: Fewer than a key of the database may have.
_DIGITS = 18


def _registration(arrival: Arrival) -> Registration | None:
    return people.registration_of(arrival.person, arrival.consultation) if arrival.person else None
