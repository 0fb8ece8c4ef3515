"""An enquiry as somebody at its desk looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404

from hemicycle.correspondence import procedures, queries, results, silence
from hemicycle.correspondence.models import Enquiry
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.enquiries.labels import broken_words

if TYPE_CHECKING:
    from django.db.models import Prefetch
    from django.http import HttpRequest

    from hemicycle.correspondence.silence import Break


@dataclass(frozen=True)
class AtEnquiry(InConsultation):
    """Somebody at the desk of an enquiry whose letter was sent."""

    enquiry: Enquiry

    def returned(self, *also: str | Prefetch[Any]) -> results.Returns:
        """What came back."""
        return results.returns(self.enquiry, self.today, *also, at=self.now)

    @property
    def running(self) -> bool:
        """Whether the deadline has not passed."""
        return self.enquiry.deadline.met(self.now)

    @property
    def declared(self) -> bool:
        """Whether the result was declared."""
        return self.enquiry.declared_at is not None

    @cached_property
    def broken(self) -> Break | None:
        """That it goes by silence, and an objection counts."""
        return silence.breaks([self.enquiry]).get(self.enquiry.pk)

    @property
    def may_declare(self) -> bool:
        """Whether they may declare the result now, as far as the clock goes."""
        over = not self.running or self.broken is not None
        return self.visitor.may(Action.RESULT_DECLARE) and over and not self.declared

    @cached_property
    def questions(self) -> int:
        """How many it asks."""
        return queries.number_of_questions(self.enquiry)

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
            "broken": self.broken,
            "broken_words": broken_words(self.enquiry, self.broken) if self.broken else "",
            "declared": self.declared,
            "decides": procedures.mode_of(self.enquiry) is not None,
            "sealed": procedures.sealed(self.enquiry, self.now),
            "several": self.questions > 1,
            "made_up": results.has_made_up(self.enquiry),
            "writes": may(Action.LETTER_WRITE),
            "sorts": may(Action.CONDITIONS_SORT),
            "reminds": may(Action.REPLY_REMIND) and not self.declared and self.enquiry.kind != Enquiry.Kind.SILENCE,
            "enters": may(Action.REPLY_ENTER) and not self.declared,
            "extends": may(Action.DEADLINE_EXTEND) and may(Action.LETTER_WRITE) and self.running and not self.declared,
            "declares": self.may_declare,
        }


def at_enquiry(action: Action, *, to_send: Action | None = None) -> Permission[AtEnquiry]:
    """To do this with the enquiry that ``slug`` and ``pk`` name.

    Args:
        to_send: The action that sending something needs instead.
    """
    desk = may(action, to_send=to_send)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtEnquiry:
        at = desk.check(request, arguments)
        try:
            enquiry = results.find(at.consultation, arguments.pop("pk"))
        except Enquiry.DoesNotExist as error:
            raise Http404 from error
        if not enquiry.letter.sent:
            raise Http404
        return AtEnquiry(at.consultation, at.visitor, at.performer, at.now, enquiry)

    return Permission(action, check, to_send)
