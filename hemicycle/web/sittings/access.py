"""Who opens a sitting's pages: its room, and what is shown of it outside."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from hemicycle.rules.reasons import Refused
from hemicycle.sittings import admission, queries
from hemicycle.web.access import visitors
from hemicycle.web.access.page import PageRefused, Permission
from hemicycle.web.access.permissions import is_reading
from hemicycle.web.access.visitors import Visitor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.permissions import Action
    from hemicycle.rules.reasons import Reason
    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class AtSitting:
    """A sitting, and a confirmed participant of its consultation in their class or role as on its day."""

    sitting: Sitting
    visitor: Visitor

    @property
    def narrowed(self) -> bool:
        """As in ``InConsultation``."""
        return self.visitor.scopes is not None

    def may_send(self, action: Action) -> bool:
        """As in ``InConsultation``."""
        return self.visitor.may(action)

    def may_read(self, action: Action) -> bool:
        """As in ``InConsultation``."""
        return self.visitor.may_read(action)


class NotAdmitted(PageRefused):
    """A rule keeps somebody out of the sitting; the page says which."""

    def __init__(self, sitting: Sitting, reason: Reason) -> None:
        self.sitting, self.reason = sitting, reason

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page that says why, and what to do."""
        context = {"sitting": self.sitting, "reason": self.reason}
        response = render(request, "web/sittings/refused.html", context, status=HTTPStatus.FORBIDDEN)
        add_never_cache_headers(response)  # the next moment they may be let in
        return response


def _admitted(request: HttpRequest, arguments: dict[str, Any]) -> AtSitting:
    sitting = visitors.find_sitting(arguments.pop("key"))
    decision, registration = admission.entry_decision(visitors.person(request), sitting)
    if isinstance(decision, Refused) or registration is None:
        raise NotAdmitted(sitting, decision.reason)
    return AtSitting(sitting, Visitor.of(registration, queries.day(sitting)))


def _takes_part(request: HttpRequest, arguments: dict[str, Any]) -> AtSitting:
    sitting = visitors.find_sitting(arguments.pop("key"))
    person = visitors.person(request)
    return AtSitting(sitting, visitors.take_part(person, sitting.consultation, queries.day(sitting)))


def admitted(action: Action) -> Permission[AtSitting]:
    """Who may join the sitting that ``key`` names (rule 1).

    The view itself shows the room to those who may not do this in it, and says so.
    """
    return Permission(action, _admitted)


def participant_may(action: Action) -> Permission[AtSitting]:
    """A confirmed participant, whatever became of the sitting, to whom the table allows an action on its day."""

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtSitting:
        at = _takes_part(request, arguments)
        at.visitor.require(action, reading=is_reading(request))
        return at

    return Permission(action, check)
