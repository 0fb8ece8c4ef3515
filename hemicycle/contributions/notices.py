"""Mails about contributions: receipts, copies to those that submit one together, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.consultations.joins import listed
from hemicycle.contributions.links import address_of
from hemicycle.contributions.models import Submitter
from hemicycle.mail.audience import Recipient, Selection, To, recipients
from hemicycle.mail.message import ENCLOSING, Enclosure, enclosure_wanted
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of, page
from hemicycle.people.member_names import member_name
from hemicycle.rules.contributions import Name, Timeliness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from hemicycle.arrivals.models import Arrival
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.mail.models import Delivery, Mailing
    from hemicycle.people.models import Member, Person

#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("title", "receipt", "contribution_page")
RECEIVED = (*PLACEHOLDERS, "received", "lateness")
BY_MAIL = ("title", "receipt", "sender", "received", "lateness", "name_link")
NAMED = ("title", "receipt", "submitters", "name_link")
ENTERED = ("title", "receipt", "received", "means", "lateness", "name_link")
REASON = (*PLACEHOLDERS, "reason")
WITHDRAWN = (*PLACEHOLDERS, "withdrawing")
POSTED = (*PLACEHOLDERS, "symbol")
TEXTS: dict[str, Template] = {
    "contribution_received": Template(
        gettext_lazy("Receipt of a contribution"),
        lambda: _("{receipt}: contribution received"),
        lambda: _(
            "Dear {name},\n\nthe contribution “{title}” of {member} to the consultation “{consultation}” was received "
            "on {received}. Its receipt number is {receipt}. {lateness}\n\n"
            "The receipt, and the status of the contribution: {contribution_page}"
        ),
        registered=False,
        names=RECEIVED,
        required=("receipt", "contribution_page"),
    ),
    "contribution_named": Template(
        gettext_lazy("Request to confirm a Member’s name on a contribution"),
        lambda: _("{receipt}: confirmation of the name of {member}"),
        lambda: _(
            "Dear {name},\n\nthe contribution “{title}” to the consultation “{consultation}” names {submitters} as "
            "submitting it.\n\nPlease confirm the name of {member}, or withdraw it. The text can be read there: "
            "{name_link}\n\nUntil you answer, the name of {member} is shown as not confirmed."
        ),
        registered=False,
        names=NAMED,
        required=("title", "name_link"),
    ),
    "contribution_by_mail": Template(
        gettext_lazy("A contribution received by e-mail awaits confirmation"),
        lambda: _("{receipt}: contribution received, awaiting confirmation"),
        lambda: _(
            "Dear {name},\n\nthe message of {sender} was received on {received} and entered as a contribution of "
            "{member} to the consultation “{consultation}”: “{title}”. Its receipt number is {receipt}. {lateness}\n\n"
            "It does not count yet. Please read it, and confirm or withdraw it: {name_link}\n\n"
            "If you do not, it counts once the secretariat has compared it with the message."
        ),
        registered=False,
        names=BY_MAIL,
        required=("receipt", "name_link"),
    ),
    "contribution_entered": Template(
        gettext_lazy("Receipt of a contribution that the secretariat entered"),
        lambda: _("{receipt}: contribution received, confirmation requested"),
        lambda: _(
            "Dear {name},\n\nthe contribution “{title}” of {member} to the consultation “{consultation}” was received "
            "on {received} ({means}). Its receipt number is {receipt}. {lateness}\n\nPlease check that it was entered "
            "as it was sent, and confirm it, or withdraw it: {name_link}\n\nIt counts once it is confirmed."
        ),
        registered=False,
        names=ENTERED,
        required=("receipt", "name_link"),
    ),
    "contribution_changes": Template(
        gettext_lazy("Changes requested to a contribution"),
        lambda: _("{receipt}: changes requested"),
        lambda: _(
            "Dear {name},\n\nthe secretariat requests changes to the contribution “{title}” of {member} to the "
            "consultation “{consultation}”:\n\n{reason}\n\nTo change and resubmit it: {contribution_page}"
        ),
        registered=False,
        names=REASON,
        required=("reason", "contribution_page"),
    ),
    "contribution_declined": Template(
        gettext_lazy("Late contribution not accepted"),
        lambda: _("{receipt}: late contribution not accepted"),
        lambda: _(
            "Dear {name},\n\nthe contribution “{title}” of {member} to the consultation “{consultation}” was received "
            "after the deadline. The Chair has not accepted it:\n\n{reason}\n\nThe contribution: {contribution_page}"
        ),
        registered=False,
        names=REASON,
        required=("reason",),
    ),
    "contribution_name_withdrawn": Template(
        gettext_lazy("A Member withdrew its name from a joint contribution"),
        lambda: _("{receipt}: {withdrawing} withdrew its name"),
        lambda: _(
            "Dear {name},\n\n{withdrawing} has withdrawn its name from the contribution “{title}” to the consultation "
            "“{consultation}”.\n\nThe contribution, and the Members that submit it now: {contribution_page}"
        ),
        registered=False,
        names=WITHDRAWN,
        required=("withdrawing",),
    ),
    "contribution_posted": Template(
        gettext_lazy("A contribution was posted"),
        lambda: _("{symbol}: contribution posted"),
        lambda: _(
            "Dear {name},\n\nthe contribution “{title}” of {member} to the consultation “{consultation}” was posted as "
            "document {symbol}.\n\nTo read it: {contribution_page}"
        ),
        registered=False,
        names=POSTED,
        required=("symbol",),
    ),
}

#: By these a Member confirms or withdraws its name.
_WITH_LINK = frozenset({"contribution_named", "contribution_by_mail", "contribution_entered"})


def listen() -> None:
    """The desk knows these mails by their names; some of them carry a link of its own for each reader."""
    TEMPLATES.update(TEXTS)
    ENCLOSING.update(_WITH_LINK)
    enclosure_wanted.connect(_enclose, dispatch_uid="contributions.notices")


def _enclose(*, delivery: Delivery, **_named: Any) -> Enclosure | None:
    if delivery.mailing.template not in _WITH_LINK:
        return None
    submitter = Submitter.objects.filter(mailing=delivery.mailing_id, member=delivery.member_id).first()
    address = address_of(submitter, delivery) if submitter else page("home")
    return Enclosure({"name_link": address})


def tell_submitted(seen: SeenContribution, at: datetime, arrival: Arrival | None = None) -> None:
    """Queue the receipt, and the copies to those that have not confirmed their names, within the act that submits.

    Args:
        arrival: The message from which it was entered: its sender is answered in its thread.
    """
    confirmed = {member.pk for member in seen.standing(Name.CONFIRMED)}
    if seen.latest.member_id in confirmed:
        tell_received(seen, at)
    for row in seen.submitters:
        if row.member_id in confirmed:
            continue
        if arrival is not None and row.member_id == seen.latest.member_id:
            _ask_sender(seen, row, arrival, at)
        else:
            _ask(seen, row, at)


def tell_received(seen: SeenContribution, at: datetime) -> None:
    """Queue the receipt to the Member that submitted the latest version, within the act."""
    _tell(seen, "contribution_received", [seen.latest.member], at, lambda: _reception(seen))


def _reception(seen: SeenContribution) -> dict[str, str]:
    """When and how it was received, and whether that was late."""
    version, late = seen.latest, seen.timeliness is not Timeliness.IN_TIME
    zone = seen.row.consultation.zone
    return {
        "received": local.moment(version.received_at, zone) + own_time_of(version.received_at),
        "means": version.get_channel_display(),
        "lateness": _("It was received after the deadline: the Chair decides whether it is accepted.")
        if late and (version.number == 1 or seen.entered)
        else "",
    }


def _ask_sender(seen: SeenContribution, row: Submitter, arrival: Arrival, at: datetime) -> None:
    """Ask who answers for the Member, and who sent the message, at the address that they have here (rule 21)."""

    def known() -> dict[str, str]:
        return {"sender": arrival.sender_name or arrival.sender, **_reception(seen)}

    to = _of_members(seen, [row.member], at, arrival.person)
    mailing = _queued(seen, "contribution_by_mail", to, at, known, answers=arrival.message_id)
    _note_asked(row, mailing)


def _ask(seen: SeenContribution, row: Submitter, at: datetime) -> None:
    """Ask a Member to confirm its name; the one for which it was entered is sent its receipt with that."""
    own = seen.entered and row.member_id == seen.latest.member_id

    def known() -> dict[str, str]:
        if own:
            return _reception(seen)
        return {"submitters": listed([member_name(one.member) for one in seen.submitters])}

    _note_asked(row, _tell(seen, "contribution_entered" if own else "contribution_named", [row.member], at, known))


def _note_asked(row: Submitter, mailing: Mailing | None) -> None:
    if mailing is not None:
        Submitter.objects.filter(pk=row.pk).update(mailing=mailing)


def tell_changes_asked(seen: SeenContribution, at: datetime) -> None:
    """Tell the Member that leads what is to be changed, within the act."""
    reason = seen.asked.words if seen.asked else ""
    _tell(seen, "contribution_changes", seen.standing(Name.CONFIRMED)[:1], at, lambda: {"reason": reason})


def tell_declined(seen: SeenContribution, reason: str, at: datetime) -> None:
    """Tell the Members that submit it why it was not accepted, within the act."""
    _tell(seen, "contribution_declined", seen.standing(Name.CONFIRMED), at, lambda: {"reason": reason})


def tell_withdrawn(seen: SeenContribution, member: Member, at: datetime) -> None:
    """Tell the others that a Member has withdrawn its name, within the act."""
    others = [one for one in seen.standing(Name.CONFIRMED) if one.pk != member.pk]
    _tell(seen, "contribution_name_withdrawn", others, at, lambda: {"withdrawing": member_name(member)})


def tell_posted(seen: SeenContribution, at: datetime) -> None:
    """Tell the Members that submit it under which symbol it was posted, within the act."""
    _tell(seen, "contribution_posted", seen.standing(Name.CONFIRMED), at, lambda: {"symbol": seen.row.symbol})


def _tell(
    seen: SeenContribution, template: str, members: Iterable[Member], at: datetime, more: Callable[[], dict[str, str]]
) -> Mailing | None:
    return _queued(seen, template, _of_members(seen, members, at), at, more)


def _queued(
    seen: SeenContribution,
    template: str,
    to: list[Recipient],
    at: datetime,
    more: Callable[[], dict[str, str]],
    *,
    answers: str = "",
) -> Mailing | None:
    consultation, row = seen.row.consultation, seen.row

    def known() -> dict[str, str]:
        return {
            "title": seen.latest.title,
            "receipt": seen.latest.receipt,
            "contribution_page": page("contribution", consultation.slug, str(row.pk)),
            **more(),
        }

    with within_the_act(f"contribution {row.pk}"):
        if to:
            return queue(consultation, template, to, at, known, answers=answers)
    return None


def _of_members(
    seen: SeenContribution, members: Iterable[Member], at: datetime, sender: Person | None = None
) -> list[Recipient]:
    """The focal point of each, or else its contacts; and who submitted the latest version for it, or sent it."""
    wanted = {member.code: member for member in members}
    if not wanted:
        return []
    to = recipients(seen.row.consultation, Selection(To.MEMBERS, members=tuple(wanted)), at)
    version = seen.latest
    person = version.person or sender
    known = {recipient.person for recipient in to}
    if person is not None and version.member.code in wanted and person not in known and person.is_active:
        to.append(Recipient.focal_point(person, version.member))
    return [one for one in to if one.address and (one.person is None or one.person.forgotten_at is None)]
