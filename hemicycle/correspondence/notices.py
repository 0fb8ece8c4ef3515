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

from hemicycle.consultations import local
from hemicycle.correspondence import queries, silence
from hemicycle.correspondence.changes import condition_changed, reply_changed
from hemicycle.correspondence.models import Condition, DeadlineExtension, ReplyNotice, ReplyVersion
from hemicycle.correspondence.notice_texts import SILENCE_BROKEN, TEXTS
from hemicycle.correspondence.standing import standing
from hemicycle.correspondence.told import told_for
from hemicycle.mail.audience import Recipient, Selection, To, recipients
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES
from hemicycle.mail.values import own_time_of, page
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry, Reply
    from hemicycle.people.models import Contact, Person

log = logging.getLogger(__name__)

#: So many acts are told of before the worker turns to its other work.
AT_ONCE = 10
#: Characters of a condition that a mail quotes.
QUOTED = 500


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
                for template, told in after.mails():
                    after.queue(template, told)
                after.tell_of_broken_silence()
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

    def mails(self) -> Iterable[tuple[str, list[Recipient]]]:
        """Each text with those to whom it goes; nobody is told twice of one act."""
        told: set[Person | Contact | None] = set()
        own = self._own()
        for template, to in (*([(own, self._answered())] if own else []), *self._others()):
            rows = {row.person or row.contact: row for row in to if row.person is None or not row.person.forgotten_at}
            rows = {who: row for who, row in rows.items() if who not in told}
            if rows:
                told |= rows.keys()
                yield template, list(rows.values())

    def _answered(self) -> list[Recipient]:
        """Whoever answered, where they did; else whoever answers for the Member."""
        gave = self.action in {Action.REPLY_GIVE, Action.DEADLINE_EXTEND} and self.row.person is not None
        return self._people(self.row.person) if gave else self.answering()

    def _people(self, *people_: Person | None) -> list[Recipient]:
        """Some people as ones who are told of the Member."""
        return [Recipient.focal_point(person, self.reply.member) for person in people_ if person is not None]

    def _own(self) -> str:
        """What whoever answered is told, or whoever answers for the Member where the secretariat or the chair acted."""
        row = self.row
        late = not row.in_time(self.reply.enquiry.deadline)
        if self.action is Action.REPLY_GIVE:
            return "reply_late" if late else "reply_receipt"
        if self.action is Action.REPLY_ENTER:
            return "reply_by_mail" if row.entered_by is None else "reply_entry_waits"
        if self.action is Action.REPLY_CONFIRM:
            return "reply_entry_returned" if row.returned_at else "reply_entered"
        if self.action is Action.DEADLINE_EXTEND:
            return "" if late else "reply_in_time"
        if self.action is Action.REPLY_ACCEPT:
            return "reply_accepted" if row.accepted_at else "reply_declined"
        return ""

    def _others(self) -> Iterable[tuple[str, list[Recipient]]]:
        """What those are told whose answer stops counting, or whose difference is settled, by whatever act.

        The secretariat is told too, and of an answer that is replaced, whoever answers for the Member.
        """
        conflict, now = Status.CONFLICT.value, self.reply.status
        begins = now == conflict and self.before != conflict
        if begins or (self.before == conflict and now == Status.COUNTED.value):
            gave = self._people(*(version.person for version in self.versions if version.returned_at is None))
            to = [*gave, *self.answering(), *self._secretariat()]
            return [("reply_conflict" if begins else "reply_settled", to)]
        lost = next((version for version in self.versions if version.pk == self.counted), None)
        if lost is None or self.reply.counted_id == lost.pk or lost.person_id == self.row.person_id:
            return []
        others = [*self.answering(), *self._secretariat()]
        return [("reply_replaced", self._people(lost.person)), ("reply_replaced_by_another", others)]

    def tell_of_broken_silence(self) -> None:
        """The first objection is told at once to all whom it concerns; it names nobody."""
        row, enquiry = self.row, self.reply.enquiry
        known = {version.pk: version for version in self.versions}
        now, before = known.get(self.reply.counted_id or 0), known.get(self.counted or 0)
        if not silence.objects(enquiry, now) or silence.objects(enquiry, before):
            return
        if silence.was_broken_before(enquiry, row):
            return

        def said() -> dict[str, str]:
            received = local.to_the_second(row.received_at, ZoneInfo(enquiry.zone)) + own_time_of(row.received_at)
            letter_page = page("letter", self.consultation.slug, enquiry.letter.symbol)
            return {**about(enquiry), "received": received, "letter_page": letter_page}

        told = silence.told(enquiry, self.at)
        queue(self.consultation, SILENCE_BROKEN, told, timezone.now(), said, follows=enquiry.letter.mailing)

    def _standing(self) -> str:
        """Where the version stands, with the seal that its receipt has."""
        words = standing(self.row, self.reply, self.versions, self.reply.enquiry.deadline).words
        seal = self.row.journal_head
        return words + "\n" + _("Seal of the record: %(seal)s") % {"seal": seal} if seal else words

    def answering(self) -> list[Recipient]:
        """Who is told for the Member."""
        return told_for(self.consultation, self.reply.member, self.at, self.row.person)[1]

    def _secretariat(self) -> list[Recipient]:
        chosen = Selection(To.REGISTERED, classes=(Role.SECRETARIAT.value,), statuses=("confirmed",))
        return self._people(*(row.person for row in recipients(self.consultation, chosen, self.at)))

    def queue(self, template: str, to: Sequence[Recipient], condition: Condition | None = None) -> None:
        """Queue one of the texts to some, as ones who are told of the Member.

        Args:
            condition: That the text is about.
        """
        row, enquiry = self.row, self.reply.enquiry
        proposed = condition is not None and bool(condition.proposed_state)

        def known() -> dict[str, str]:
            return {
                **about(enquiry),
                "versions_page": page(
                    "reply_versions", self.consultation.slug, str(enquiry.pk), self.reply.member.code
                ),
                "confirm_page": page("reply", self.consultation.slug, str(enquiry.pk))
                + f"?member={self.reply.member.code}&take={row.number}",
                "receipt": row.receipt,
                "given_by": row.person.name if row.person else row.signed_by or row.get_channel_display(),
                "received": local.to_the_second(row.received_at, ZoneInfo(enquiry.zone)) + own_time_of(row.received_at),
                "standing": self._standing(),
                "condition": shorten(condition.words, QUOTED) if condition else "",
                "became": _became(condition) if condition else "",
                "said": (condition.proposed_words if proposed else condition.state_words) if condition else "",
            }

        queue(self.consultation, template, to, timezone.now(), known, follows=enquiry.letter.mailing)


def _became(condition: Condition) -> str:
    """What became of it, or is to become of it once it is confirmed."""
    return str(Condition.State(condition.proposed_state or condition.state).label)


def _tell_of_condition(*, condition: int, at: datetime, dropped: bool = False, **_: Any) -> None:
    """Tell the State what the secretariat wrote down of its condition, and what came of that."""
    with within_the_act(f"condition {condition}"):
        row = Condition.objects.get(pk=condition)
        after = _After.of(row.version_id, Action.CONDITIONS_SORT, at)
        to = after.answering()
        if to:
            settled = "condition_kept" if dropped else "condition_changed"
            after.queue("condition_proposed" if row.proposed_state else settled, to, row)
