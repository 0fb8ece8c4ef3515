"""Where one version of a reply stands, and what counts instead, in words: for its receipt on pages and by mail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.correspondence import queries
from hemicycle.correspondence.messages import ASSESSMENTS, assessment_message
from hemicycle.rules import replies as rules
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.replies import Channel, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.correspondence.models import Reply, ReplyVersion
    from hemicycle.rules.deadlines import Deadline


class Stands(StrEnum):
    """Where a version stands."""

    COUNTS = "counts"
    WAITS = "waits"
    DIFFERS = "differs"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """Where a version stands.

    Attributes:
        sentences: In the present language: of the version itself, then what counts instead.
    """

    stands: Stands
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it."""
        return " ".join(self.sentences)


def standing(row: ReplyVersion, reply: Reply, versions: Sequence[ReplyVersion], deadline: Deadline) -> Standing:
    """Where a version of a reply stands.

    Args:
        versions: All of the reply, with their conditions.
    """
    if reply.counted_id == row.pk:
        return Standing(Stands.COUNTS, (assessment_message(reply.why),))
    instead = _instead(row, reply, versions)
    if row.returned_at is not None:
        said = _("The secretariat found that the entry does not match its source. It does not count.")
        return Standing(Stands.OVER, (said, *instead))
    if not row.in_time(deadline) and row.accepted_at is None:
        return _late(row, reply, deadline, instead)
    if _unconfirmed(row):
        return Standing(Stands.WAITS, (ASSESSMENTS[RuleCode.REPLY_UNCONFIRMED](), *instead))
    differing = rules.assess([queries.version_of(version) for version in versions], deadline).differing
    if row.number in {version.number for version in differing}:
        return Standing(Stands.DIFFERS, (ASSESSMENTS[RuleCode.REPLIES_DIFFER](),))
    return Standing(Stands.OVER, (_("A later reply has replaced it."), *instead))


def _unconfirmed(row: ReplyVersion) -> bool:
    """Whether it was entered, and waits for its second person."""
    return row.channel != Channel.ONLINE.value and row.confirmed_at is None


def _late(row: ReplyVersion, reply: Reply, deadline: Deadline, instead: Sequence[str]) -> Standing:
    """Where a version stands that came or was entered late, and that the chair has not accepted."""
    entered = deadline.met(row.received_at)
    if row.declined_at is not None:
        words = (
            _("It was entered after the deadline, and was not accepted by the Chair: %(words)s")
            if entered
            else _("It was received after the deadline, and was not accepted by the Chair: %(words)s")
        )
        return Standing(Stands.OVER, (words % {"words": row.declined_why}, *instead))
    said = [ASSESSMENTS[RuleCode.ENTERED_LATE if entered else RuleCode.REPLY_LATE]()]
    if _unconfirmed(row):
        said.insert(0, _("Entered by the secretariat. A second person is to compare it with its source."))
    if not row.settles:
        return Standing(Stands.WAITS, (*said, *instead))
    said.append(_("It settles the different replies only if it is accepted."))
    # Whoever has just settled it is not told to settle it.
    return Standing(Stands.WAITS, (*said, *(() if reply.status == Status.CONFLICT.value else instead)))


def _instead(row: ReplyVersion, reply: Reply, versions: Sequence[ReplyVersion]) -> list[str]:
    """What counts in its place, or why nothing does."""
    counted = next((version for version in versions if version.pk == reply.counted_id), None)
    if counted is not None:
        earlier = counted.number < row.number
        words = (
            _("The earlier reply %(receipt)s still counts.") if earlier else _("The later reply %(receipt)s counts.")
        )
        return [words % {"receipt": counted.receipt}]
    if reply.status == Status.CONFLICT.value:
        return [
            _("Other replies for your Member differ, and none of them counts until the focal point settles the matter.")
        ]
    return []
