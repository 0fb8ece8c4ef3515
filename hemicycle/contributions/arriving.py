"""Contributions as a destination of mail: a message with one becomes a contribution that awaits confirmation.

What waits has its reason; the secretariat files it to an item, where it is entered, or at a contribution that is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from hemicycle.arrivals import destinations
from hemicycle.arrivals.destinations import Choice, Destination, Place
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized, localized_in
from hemicycle.contributions import queries
from hemicycle.contributions.actions import names
from hemicycle.contributions.actions.submitting import Source
from hemicycle.contributions.items import items_of
from hemicycle.contributions.messages import NEXT_STEPS
from hemicycle.contributions.models import Contribution, ContributionMail, ContributionVersion, Submitter
from hemicycle.contributions.proposing import symbol_in
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.contributions.receiving import Enclosed, enclosed, from_mail, item_named
from hemicycle.journal.record import Performer
from hemicycle.people import queries as people
from hemicycle.people.models import Contact
from hemicycle.rules.capacity import Right
from hemicycle.rules.contributions import Stage
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.rules.replies import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.arrivals.destinations import Clues
    from hemicycle.arrivals.reading import Attached
    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import Place as ItemPlace
    from hemicycle.mail.models import Delivery
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member

#: A choice is an item, as ``item:LIST:NUMBER``, or a contribution, as ``at:KEY``.
_ITEM, _AT = "item:", "at:"
#: So many contributions are offered, the latest first.
OFFERED = 200


class Contributions(Destination):
    """Contributions, new ones and those that are there."""

    kind = "contribution"
    label = _("Contribution")
    next_steps = NEXT_STEPS

    def read(self, files: Sequence[Attached]) -> Enclosed:
        """What it says that came as a file."""
        return enclosed(files)

    def find(self, clues: Clues) -> Place | None:
        """The contribution that is answered; else the item that is named, where a file came or the address says so."""
        over = clues.consultation.closed
        known = _of_delivery(clues.delivery) or _named_in(clues.subject, clues.consultation)
        if known is not None:
            return Place(self.kind, f"{_AT}{known}", clues.member, over)
        files = _files(clues.read)
        if clues.kind != self.kind and not files.number:
            return None
        item = item_named(clues.consultation, clues.subject, clues.words, files.text)
        return Place(self.kind, _value(item), clues.member, over)

    def hold(self, arrival: Arrival, place: Place) -> None:
        """Note the item or the contribution, and the Member."""
        ContributionMail.objects.create(arrival=arrival, member=place.member, **_columns(place.value))

    def held(self, arrival: Arrival) -> str:
        """The item or the contribution that was noted."""
        row = _row(arrival)
        if row is None:
            return ""
        return f"{_AT}{row.contribution_id}" if row.contribution_id else _value(_item(row))

    def receive(self, arrival: Arrival, place: Place, at: datetime, read: object) -> Reason | None:
        """Enter it, if its sender may contribute for the Member, and it comes with one file that says what it is."""
        row, member = _row(arrival), place.member
        if row is not None and row.contribution is not None:
            return Reason(ContributionCode.MAIL_ABOUT_CONTRIBUTION, facts={"receipt": _receipt(row.contribution)})
        if row is None or member is None or not _contributes(arrival, member, at):
            return Reason(ContributionCode.MAIL_WITHOUT_RIGHT)
        by, item, files = Performer(system="mail"), _item(row), _files(read)
        try:
            from_mail(arrival.consultation, by, at, arrival=arrival, member=member, item=item, files=files)
        except Refusal as refusal:
            return refusal.reason
        return None

    def acknowledged(self, arrival: Arrival) -> bool:
        """A sender with an account is sent the link by which the contribution is confirmed."""
        return arrival.person is not None

    def choices(self, consultation: Consultation) -> Sequence[Choice]:
        """The items that can be contributed to, then the contributions that are there."""
        items = [
            Choice(_value(item.place), Wording(f"{item.place[1]}. {localized(item.title)}", localized_in(item.title)))
            for item in items_of(consultation).values()
            if not item.withdrawn
        ]
        rows = ContributionVersion.objects.filter(contribution__consultation=consultation)
        latest = {row.contribution_id: row for row in rows.order_by("contribution__number", "number")}
        there = [
            Choice(f"{_AT}{row.contribution_id}", Wording(f"{row.receipt} {row.title}", row.language))
            for row in reversed(latest.values())
        ]
        return [*items, *there[:OFFERED]]

    def file(self, act: Act, arrival: Arrival, value: str, member: Member | None, read: object) -> None:
        """Enter its file as a contribution to an item, or keep it with one that is there.

        Without a file it is kept for the item: its contribution is entered from its text, on the page for that.
        """
        columns = _columns(value)
        item = (str(columns["listing"]), int(columns["item_number"])) if value.startswith(_ITEM) else None
        if item is None and not _is_of(columns["contribution_id"], act.consultation):
            raise Refusal(ArrivalCode.NO_SUCH_PLACE)
        if item is not None and item not in items_of(act.consultation):
            raise Refusal(ArrivalCode.NO_SUCH_PLACE)
        if item is not None and member is None:
            raise Refusal(ContributionCode.MAIL_WITHOUT_MEMBER)
        row, _made = ContributionMail.objects.update_or_create(
            arrival=arrival, defaults={**columns, "member": member, "version": None}
        )
        act.facts.update(item=list(item) if item else None, contribution=row.contribution_id)
        files = _files(read)
        if item is not None and member is not None and files.number:
            by = act.performer
            from_mail(act.consultation, by, act.at, arrival=arrival, member=member, item=item, files=files)

    def take_back(self, act: Act, arrival: Arrival) -> None:
        """Take it from the contribution; one that was entered from it is returned, unless somebody has confirmed it."""
        row = _row(arrival)
        if row is None:
            return
        if row.version is not None:
            key = row.version.contribution_id
            seen = queries.contribution(act.consultation, key)
            if seen is not None and seen.stage is Stage.UNCONFIRMED:
                names.return_entered(act.consultation.pk, act.performer, act.at, contribution=key)
            elif seen is not None and seen.stage is not Stage.WITHDRAWN:
                raise Refusal(ContributionCode.MAIL_OF_CONTRIBUTION, receipt=row.version.receipt)
        act.facts.update(contribution=row.contribution_id)
        row.delete()

    def steps(self, arrival: Arrival) -> Sequence[tuple[str, tuple[Any, ...], str, str]]:
        """To enter the contribution from its text."""
        if filed_without_file(arrival.consultation, arrival.pk) is None:
            return ()
        return (("contribution_enter", (), f"message={arrival.pk}", str(_("Enter the contribution"))),)

    def page(self, arrival: Arrival) -> tuple[str, tuple[Any, ...], str]:
        """The contribution."""
        row = _row(arrival)
        if row is None or row.contribution is None:
            return "", (), ""
        return "contribution_desk", (row.contribution.pk,), _receipt(row.contribution)


def listen() -> None:
    """Mail goes to contributions from now on, what answers a letter goes there first."""
    destinations.register(Contributions())


def filed_without_file(consultation: Consultation, key: int, *, entered: bool = False) -> ContributionMail | None:
    """The message of this key, where it was filed to an item and nothing was entered from it yet.

    Args:
        entered: Also where something was, for who is to be told so with their text in the form.
    """
    rows = ContributionMail.objects.filter(arrival=key, arrival__consultation=consultation)
    rows = rows.exclude(listing="").exclude(arrival__original=None)
    row = rows.select_related("arrival__person", "arrival__original", "member").first()
    if row is None or row.arrival.state != Arrival.State.FILED:
        return None
    return row if entered or row.version_id is None else None


def source_of(row: ContributionMail, brought_by: str) -> Source:
    """The source of a contribution that is entered from the text of a message."""
    if row.arrival.original is None:
        raise LookupError("nothing is entered from a message that was erased")
    return Source(Channel.MAIL, row.arrival.at, row.arrival.original, row.arrival, brought_by)


def _files(read: object) -> Enclosed:
    """What was read of its files; nothing where nobody looked at them."""
    return read if isinstance(read, Enclosed) else Enclosed(0)


def _row(arrival: Arrival) -> ContributionMail | None:
    rows = ContributionMail.objects.filter(arrival=arrival)
    return rows.select_related("contribution", "version", "member").first()


def _item(row: ContributionMail) -> ItemPlace | None:
    return (row.listing, row.item_number) if row.listing else None


def _value(item: ItemPlace | None) -> str:
    return f"{_ITEM}{item[0]}:{item[1]}" if item else ""


def _columns(value: str) -> dict[str, Any]:
    """The columns of a row for a choice; as good as empty for what is none."""
    of, _colon, key = value.rpartition(":")
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < len("32767") else 0
    listing = of.removeprefix(_ITEM) if value.startswith(_ITEM) else ""
    return {
        "listing": listing,
        "item_number": number if listing else 0,
        "contribution_id": int(key) if value.startswith(_AT) and key.isascii() and key.isdecimal() else None,
    }


def _is_of(key: int | None, consultation: Consultation) -> bool:
    return key is not None and Contribution.objects.filter(consultation=consultation, pk=key).exists()


def _receipt(row: Contribution) -> str:
    return str(row.versions.order_by("number").values_list("receipt", flat=True).last() or "")


def _of_delivery(delivery: Delivery | None) -> int | None:
    """The contribution that a mail of ours is about: whose name it asks for, or whose receipt stands in it."""
    if delivery is None:
        return None
    asked = Submitter.objects.filter(mailing=delivery.mailing_id).values_list("contribution", flat=True).first()
    mailing = delivery.mailing
    said = (*mailing.subject.values(), *mailing.body.values())
    return asked or _named_in("\n".join(said), mailing.consultation)


def _named_in(text: str, consultation: Consultation) -> int | None:
    """The contribution whose receipt stands in a text."""
    prefix = ContributionVersion.objects.filter(contribution__consultation=consultation)
    receipts = dict(prefix.values_list("receipt", "contribution"))
    return receipts.get(symbol_in(text, receipts))


def _contributes(arrival: Arrival, member: Member, at: datetime) -> bool:
    """Whether the sender may contribute for a Member: as a delegate or focal point, or as its contact (rules 2, 21)."""
    consultation, person = arrival.consultation, arrival.person
    if person is not None:
        return member in queries.contributes_for(consultation, person, at)
    if not Contact.objects.filter(member=member, email__iexact=arrival.sender, copies=False).exists():
        return False
    class_ = people.class_of(people.with_seats(member), consultation.classes, consultation.day(at))
    return class_.value in consultation.classes.having(Right.CONTRIBUTE)
