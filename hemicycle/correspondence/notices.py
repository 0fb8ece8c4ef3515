"""Mails that go out by themselves: receipts for replies, and reminders to those who have not answered."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import OperationalError, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.correspondence import queries
from hemicycle.correspondence.changes import condition_changed, reply_changed
from hemicycle.correspondence.models import Condition, DeadlineExtension, ReplyNotice, ReplyVersion
from hemicycle.correspondence.standing import standing
from hemicycle.mail.audience import Recipient, Selection, To, recipients
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of, page
from hemicycle.people import queries as people
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry, Reply
    from hemicycle.people.models import Person

log = logging.getLogger(__name__)

REMINDER = "reply_reminder"
#: So many acts are told of before the worker turns to its other work.
AT_ONCE = 10
#: Characters of a condition that a mail quotes.
QUOTED = 500
#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = (
    "letter",
    "deadline",
    "reply_page",
    "versions_page",
    "receipt",
    "received",
    "standing",
    "condition",
    "became",
    "said",
)
TEXTS: dict[str, Template] = {
    "reply_receipt": Template(
        gettext_lazy("Receipt for a reply"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe reply of {member} to letter {letter} was received on {received}.\n\nReceipt number: "
            "{receipt}\n{standing}\n\nThe deadline is {deadline}. Until then you can change the reply; every version "
            "is kept. To see it: {reply_page}"
        ),
        registered=False,
    ),
    "reply_late": Template(
        gettext_lazy("Receipt for a late reply"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe reply of {member} to letter {letter} was received on {received}.\n\nReceipt number: "
            "{receipt}\n{standing}\n\nThe deadline was {deadline}. To see the reply, with every version: {reply_page}"
        ),
        registered=False,
    ),
    "reply_entered": Template(
        gettext_lazy("A reply received on paper, by e-mail or by telephone was confirmed"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the secretariat entered a reply of {member} to letter {letter} that it received on {received} "
            "otherwise than online, and a second person confirmed it.\n\n"
            "Receipt number: {receipt}\n"
            "{standing}\n\n"
            "Please check that it corresponds to the reply of your Member: {reply_page}"
        ),
        registered=False,
    ),
    "reply_accepted": Template(
        gettext_lazy("A late reply was accepted"),
        lambda: _("The Chair accepted a late reply: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe Chair accepted the late reply of {member} to letter {letter}.\n\n"
            "Receipt number: {receipt}\n{standing}\n\nTo see it: {reply_page}"
        ),
        registered=False,
    ),
    "reply_declined": Template(
        gettext_lazy("A late reply was not accepted"),
        lambda: _("Your late reply does not count: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe Chair did not accept the late reply of {member} to letter {letter}.\n\n"
            "Receipt number: {receipt}\n{standing}\n\nTo see it: {versions_page}"
        ),
        registered=False,
    ),
    "reply_conflict": Template(
        gettext_lazy("Replies of a Member differ"),
        lambda: _("The replies of {member} differ: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "different replies to letter {letter} have been received for {member}; the last one has the "
            "receipt number {receipt}. None of them counts until the focal point settles the matter.\n\n"
            "Deadline: {deadline}.\n"
            "To see every reply: {versions_page}\n"
            "The focal point settles the matter here: {reply_page}"
        ),
        registered=False,
    ),
    "reply_settled": Template(
        gettext_lazy("Different replies of a Member were settled"),
        lambda: _("The replies of {member} are settled: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the different replies of {member} to letter {letter} are settled.\n\n"
            "Receipt number: {receipt}\n"
            "{standing}\n\n"
            "To see every reply, and which one counts now: {versions_page}"
        ),
        registered=False,
    ),
    "reply_replaced": Template(
        gettext_lazy("An answer no longer counts"),
        lambda: _("Your answer for {member} no longer counts: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your answer for {member} to letter {letter} no longer counts. The answer with the receipt number "
            "{receipt} replaces it.\n\n"
            "To see every answer: {versions_page}"
        ),
        registered=False,
    ),
    "condition_changed": Template(
        gettext_lazy("Outcome of a condition recorded"),
        lambda: _("A condition of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat has recorded the outcome of a condition with which {member} "
            "answered letter {letter}, and a second person confirmed it.\n\nCondition: {condition}\nStatus: {became}\n"
            "{said}\n\nIf this is not so, please write to the secretariat before the result is declared. "
            "To see the reply: {versions_page}"
        ),
        registered=False,
    ),
    "condition_proposed": Template(
        gettext_lazy("Outcome of a condition: awaiting a second person"),
        lambda: _("A condition of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat has recorded the outcome of a condition with which {member} "
            "answered letter {letter}. The condition stays as it is until a second person of the secretariat has "
            "confirmed this.\n\nCondition: {condition}\nStatus: {became}\n{said}\n\nIf this is not so, please write "
            "to the secretariat now. To see the reply: {versions_page}"
        ),
        registered=False,
    ),
    "condition_kept": Template(
        gettext_lazy("Outcome of a condition: not confirmed"),
        lambda: _("A condition of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the outcome that the secretariat had recorded for a condition with which {member} answered letter "
            "{letter} was not confirmed. The condition stays as it was.\n\n"
            "Condition: {condition}\n"
            "Status: {became}\n\n"
            "To see the reply: {versions_page}"
        ),
        registered=False,
    ),
    "reply_in_time": Template(
        gettext_lazy("Corrected receipt: a late reply is in time by an extension"),
        lambda: _("Corrected receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe deadline of letter {letter} was extended to {deadline}. The reply of {member} that "
            "was received on {received} is no longer late. This receipt replaces the one that said so.\n\nReceipt "
            "number: {receipt}\n{standing}\n\nTo see the reply, with every version: {versions_page}"
        ),
        registered=False,
    ),
    REMINDER: Template(
        gettext_lazy("Reminder to those who have not replied"),
        lambda: _("Please reply to letter {letter}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "letter {letter} asks {member} for a reply, and none has been received yet. The deadline is "
            "{deadline}.\n\n"
            "Please reply here: {reply_page}\n\n"
            "If you have sent the reply on paper or by e-mail, no action is needed: the secretariat is "
            "entering it."
        ),
        registered=False,
    ),
}


def listen() -> None:
    """Keep from now on what is to be told; the desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)
    reply_changed.connect(_keep, dispatch_uid="correspondence.notices")
    condition_changed.connect(_tell_of_condition, dispatch_uid="correspondence.notices.conditions")


def about(enquiry: Enquiry) -> dict[str, str]:
    """What every one of these mails may say of an enquiry, in the language of that moment."""
    return {
        "letter": enquiry.letter.symbol,
        "deadline": local.deadline(enquiry.deadline) + own_time_of(enquiry.deadline.shown),
        "reply_page": page("reply", enquiry.letter.consultation.slug, str(enquiry.pk)),
    }


def _keep(
    *, version: int | None, act: str, at: datetime | None = None, stood: dict[str, Any] | None = None, **_: Any
) -> None:
    """Keep, within an act on a reply, what is to be told of it: it is neither lost nor waited for.

    Nothing is worded yet, which takes longer than the act.
    """
    if version is not None and at is not None and stood is not None:
        ReplyNotice.objects.create(version_id=version, act=act, at=at, stood=stood)


def queue_waiting(most: int = AT_ONCE) -> int:
    """Queue the mails that follow from acts on replies; how many acts that was. The worker calls it."""
    done = 0
    # Looked for first without the lock that keeps SQLite's other writers waiting.
    while done < most and ReplyNotice.objects.exists() and _queue_next():
        done += 1
    return done


def _queue_next() -> bool:
    """The mails of one act are queued and its notice is gone in one transaction: each goes out once."""
    with transaction.atomic():
        notice = ReplyNotice.objects.select_for_update(skip_locked=True).first()
        if notice is None:
            return False
        try:
            with transaction.atomic():
                after = _After.told_by(notice)
                for template, people_ in after.mails():
                    after.queue(template, people_)
        except OperationalError:
            # The database was busy or went away, so the notice stays for another time.
            raise
        except Exception:
            # It would fail again.
            log.exception("no mail could be queued after %s on version %s", notice.act, notice.version_id)
        notice.delete()
    return True


def _as_at(row: ReplyVersion, at: datetime) -> ReplyVersion:
    """A version without what was decided on it after a moment."""
    for decided in ("confirmed", "returned", "accepted", "declined"):
        moment: datetime | None = getattr(row, f"{decided}_at")
        if moment is not None and moment > at:
            setattr(row, f"{decided}_at", None)
            setattr(row, f"{decided}_by", None)
    return row


@dataclass(frozen=True)
class _After:
    """An act on a version of a reply, and where the reply stood before.

    Attributes:
        row, versions: The version, and all of the reply, with their people, as they were after the act.
        before: Where it stood.
        counted: The key of the version that counted.
    """

    row: ReplyVersion
    versions: Sequence[ReplyVersion]
    action: Action
    before: str
    counted: int | None
    at: datetime

    @classmethod
    def of(cls, key: int, action: Action, at: datetime, before: str = "", counted: int | None = None) -> _After:
        given = Prefetch("reply__enquiry__extensions", DeadlineExtension.objects.filter(given_at__lte=at))
        related = ReplyVersion.objects.select_related("person", "reply__member", "reply__enquiry__letter__consultation")
        row = related.prefetch_related(given).get(pk=key)
        versions = [_as_at(version, at) for version in queries.versions_of(row.reply)]
        return cls(_as_at(row, at), versions, action, before, counted, at)

    @classmethod
    def told_by(cls, notice: ReplyNotice) -> _After:
        """As it was then, whatever came since."""
        stood = notice.stood
        after = cls.of(notice.version_id, Action(notice.act), notice.at, stood["before"], stood["counted_before"])
        reply = after.reply
        reply.status, reply.counted_id, reply.why = stood["status"], stood["counted"], stood["why"]
        return replace(after, versions=[row for row in after.versions if row.number <= stood["versions"]])

    @property
    def reply(self) -> Reply:
        return self.row.reply

    @property
    def consultation(self) -> Consultation:
        return self.reply.enquiry.letter.consultation

    def mails(self) -> Iterable[tuple[str, list[Person]]]:
        """Each text with those to whom it goes, nobody twice with one of them."""
        own = self._own()
        gave = self.action in {Action.REPLY_GIVE, Action.DEADLINE_EXTEND} and self.row.person is not None
        person = self.row.person if gave else self.answering()
        if own and person is not None:
            yield own, [person]
        told = {person.pk} if own and person is not None else set()
        template, others = self._others()
        to = {row.pk: row for row in others if row is not None and row.pk not in told}
        if template and to:
            yield template, list(to.values())

    def _own(self) -> str:
        """What whoever answered is told, or whoever answers for the Member where the secretariat or the chair acted."""
        row = self.row
        late = not row.in_time(self.reply.enquiry.deadline)
        if self.action is Action.REPLY_GIVE:
            return "reply_late" if late else "reply_receipt"
        if self.action is Action.REPLY_CONFIRM:
            return "" if row.returned_at else "reply_entered"
        if self.action is Action.DEADLINE_EXTEND:
            return "" if late else "reply_in_time"
        if self.action is Action.REPLY_ACCEPT:
            return "reply_accepted" if row.accepted_at else "reply_declined"
        return ""

    def _others(self) -> tuple[str, list[Person | None]]:
        """What those are told whose answer stops counting, or whose difference is settled, by whatever act."""
        conflict, now = Status.CONFLICT.value, self.reply.status
        gave = [version.person for version in self.versions if version.returned_at is None]
        if now == conflict and self.before != conflict:
            return "reply_conflict", [*gave, self.answering(), *self._secretariat()]
        if self.before == conflict and now == Status.COUNTED.value:
            return "reply_settled", [*gave, self.answering()]
        lost = next((version for version in self.versions if version.pk == self.counted), None)
        if lost is None or self.reply.counted_id == lost.pk or lost.person_id == self.row.person_id:
            return "", []
        return "reply_replaced", [lost.person]

    def _standing(self) -> str:
        """Where the version stands, with the seal that its receipt has."""
        words = standing(self.row, self.reply, self.versions, self.reply.enquiry.deadline).words
        seal = self.row.journal_head
        return words + "\n" + _("Seal of the record: %(seal)s") % {"seal": seal} if seal else words

    def answering(self) -> Person | None:
        """Who answers for the Member now; where nobody does, whoever gave the answer."""
        mandate = people.authority_of(self.consultation, self.reply.member, self.at)
        return mandate.person if mandate else self.row.person

    def _secretariat(self) -> list[Person]:
        chosen = Selection(To.REGISTERED, classes=(Capacity.SECRETARIAT.value,), statuses=("confirmed",))
        return [row.person for row in recipients(self.consultation, chosen, self.at) if row.person is not None]

    def queue(self, template: str, to: Iterable[Person], condition: Condition | None = None) -> None:
        """Queue one of the texts to these people, as ones who are told of the Member.

        Args:
            condition: That the text is about.
        """
        row, enquiry = self.row, self.reply.enquiry
        proposed = condition is not None and bool(condition.proposed_state)
        known_people = [person for person in to if person.forgotten_at is None]

        def known() -> dict[str, str]:
            return {
                **about(enquiry),
                "versions_page": page(
                    "reply_versions", self.consultation.slug, str(enquiry.pk), self.reply.member.code
                ),
                "receipt": row.receipt,
                "received": local.to_the_second(row.received_at, ZoneInfo(enquiry.zone)) + own_time_of(row.received_at),
                "standing": self._standing(),
                "condition": shorten(condition.words, QUOTED) if condition else "",
                "became": _became(condition) if condition else "",
                "said": (condition.proposed_words if proposed else condition.state_words) if condition else "",
            }

        if known_people:
            told = [Recipient.focal_point(person, self.reply.member) for person in known_people]
            queue(self.consultation, template, told, timezone.now(), known)


def _became(condition: Condition) -> str:
    """What became of it, or is to become of it once it is confirmed."""
    return str(Condition.State(condition.proposed_state or condition.state).label)


def _tell_of_condition(*, condition: int, at: datetime, dropped: bool = False, **_: Any) -> None:
    """Tell the State's focal point what the secretariat wrote down of its condition, and what came of that."""
    with within_the_act(f"condition {condition}"):
        row = Condition.objects.get(pk=condition)
        after = _After.of(row.version_id, Action.CONDITIONS_SORT, at)
        person = after.answering()
        if person is not None:
            settled = "condition_kept" if dropped else "condition_changed"
            after.queue("condition_proposed" if row.proposed_state else settled, [person], row)
