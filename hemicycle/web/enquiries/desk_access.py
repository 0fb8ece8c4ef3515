"""An enquiry as somebody at its desk looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone

from hemicycle.correspondence import queries, results
from hemicycle.correspondence.models import Enquiry
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visitors

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import Prefetch
    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.visitors import Visitor


@dataclass(frozen=True)
class AtDesk:
    """An enquiry whose letter was sent, and who looks at it."""

    consultation: Consultation
    visitor: Visitor
    enquiry: Enquiry
    now: datetime

    @property
    def today(self) -> date:
        """The day in the consultation's zone."""
        return self.now.astimezone(self.consultation.zone).date()

    @property
    def on(self) -> date:
        """The day as at which classes are read (rule 5)."""
        return queries.day_of(self.enquiry.letter, self.today)

    def returned(self, *also: str | Prefetch[Any]) -> results.Returns:
        """What came back."""
        return results.returns(self.enquiry, self.today, *also)

    @property
    def running(self) -> bool:
        """Whether the deadline has not passed."""
        return self.enquiry.deadline.met(self.now)

    @property
    def declared(self) -> bool:
        """Whether the result was declared."""
        return self.enquiry.declared_at is not None

    @cached_property
    def questions(self) -> int:
        """How many it asks."""
        return self.enquiry.questions.count()

    def context(self, here: str) -> dict[str, Any]:
        """What every page of the desk needs.

        Args:
            here: Which of its pages it is, as the navigation names it.
        """
        may = self.visitor.may
        return {
            "consultation": self.consultation,
            "enquiry": self.enquiry,
            "letter_subject": queries.subject(self.enquiry.letter),
            "here": here,
            "now": self.now,
            "running": self.running,
            "declared": self.declared,
            "several": self.questions > 1,
            "made_up": results.has_made_up(self.enquiry),
            "desk": may(Action.PEOPLE_SEE),
            "writes": may(Action.LETTER_WRITE),
            "sorts": may(Action.CONDITIONS_SORT),
            "reminds": may(Action.REPLY_REMIND) and not self.declared and self.enquiry.kind != Enquiry.Kind.SILENCE,
            "enters": may(Action.REPLY_ENTER) and not self.declared,
            "extends": may(Action.DEADLINE_EXTEND) and self.running,
            "declares": may(Action.RESULT_DECLARE) and not self.running and not self.declared,
        }


def at_desk(request: HttpRequest, slug: str, key: int, action: Action = Action.REPLIES_SEE) -> AtDesk:
    """The enquiry, and the person as one of those who may do this.

    Raises:
        Http404: nothing of that key was asked in this consultation.
        PermissionDenied: the table does not allow it to them.
    """
    consultation, visitor = visitors.at_desk(request, slug, action)
    try:
        enquiry = results.find(consultation, key)
    except Enquiry.DoesNotExist as error:
        raise Http404 from error
    if not enquiry.letter.sent:
        raise Http404
    return AtDesk(consultation, visitor, enquiry, timezone.now())
