"""What waits at the desk: entries for a second person, late answers for the chair, conflicts for their focal points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.correspondence import queries
from hemicycle.correspondence.models import Reply
from hemicycle.people.member_names import member_name
from hemicycle.rules.replies import Channel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import ReplyVersion

CONFIRM, LATE, CONFLICT = "confirm", "late", "conflict"
WORDS: dict[str, _StrPromise] = {
    CONFIRM: _("Awaiting a second person"),
    LATE: _("Late"),
    CONFLICT: _("In conflict"),
}


@dataclass(frozen=True)
class Waiting:
    """A version that waits for somebody, and for what."""

    version: ReplyVersion
    what: str

    @property
    def words(self) -> str:
        """For what."""
        return str(WORDS[self.what])

    @property
    def member(self) -> str:
        """Whose reply it is."""
        return member_name(self.version.reply.member)


def waiting(consultation: Consultation) -> list[Waiting]:
    """Everything that waits in a consultation, by what it waits for, then as it was received."""
    rows: list[Waiting] = []
    last_of_conflict: dict[int, ReplyVersion] = {}
    for row in queries.undeclared_versions(consultation):
        confirmed = row.channel == Channel.ONLINE.value or row.confirmed_at is not None
        if not confirmed:
            rows.append(Waiting(row, CONFIRM))
        elif row.accepted_at is None and row.declined_at is None and not row.in_time(row.reply.enquiry.deadline):
            rows.append(Waiting(row, LATE))
        if row.reply.status == Reply.StatusChoice.CONFLICT:
            last_of_conflict[row.reply_id] = row
    rows += [Waiting(row, CONFLICT) for row in last_of_conflict.values()]
    order = list(WORDS)
    return sorted(rows, key=lambda row: order.index(row.what))
