"""Who opens a delegation's pages, and what they are told whose mandate is over."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from hemicycle.people import queries as people
from hemicycle.people import scopes
from hemicycle.people.access import Requirement
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.scopes import may_read
from hemicycle.web.access import visitors
from hemicycle.web.access.page import PageRefused, Permission
from hemicycle.web.delegations.mandate_timeline import end_words, last_of
from hemicycle.web.delegations.viewer import Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class MandateOver(PageRefused):
    """Somebody answered for the Member once, and has nothing to do with it any more."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page that says that a mandate has ended."""
        viewer = self.viewer
        last = last_of(viewer.own)
        ended = end_words(last.end, viewer.consultation.zone) if last and last.end else ""
        context = {**viewer.context, "last": last, "ended": ended}
        return render(request, "web/delegations/mandate_over.html", context, status=HTTPStatus.FORBIDDEN)


def _look(request: HttpRequest, arguments: dict[str, Any]) -> Viewer:
    """The person at the page of a Member's delegation.

    Raises:
        Http404: there is no such consultation, or the Member is not invited to it.
        MandateOver: their mandate for it has ended.
        PermissionDenied: they have nothing to do with it.
    """
    consultation = visitors.find_consultation(arguments.pop("slug"))
    person, now = visitors.person(request), timezone.now()
    registration = people.registration_of(person, consultation)
    confirmed = registration is not None and registration.status == RegistrationStatus.CONFIRMED.value
    own = people.capacity(registration, consultation.classes, consultation.day(now)) if registration else None
    held = scopes.scopes_of(registration, consultation.day(now)) if registration and confirmed else None
    sees = own is not None and isinstance(may_read(own, held, Action.PEOPLE_SEE), Allowed)
    secretariat = confirmed and own is Role.SECRETARIAT and sees
    known = people.find_member(consultation.body_id, arguments.pop("code"))
    if known is None or not people.is_invited(consultation, known):
        # Whether a Member is invited is nobody's secret to guess at: it is told to those who see the list.
        if secretariat:
            raise Http404
        raise PermissionDenied("not_registered" if registration is None else "delegation")
    viewer = Viewer(
        person, visitors.performer(request), consultation, known, now, people.focal_points_of(consultation, known),
        secretariat=secretariat,
        of_delegation=confirmed and registration is not None and registration.member_id == known.pk,
        scopes=held,
    )  # fmt: skip
    if not viewer.sees:
        raise MandateOver(viewer) if viewer.own else PermissionDenied("delegation")
    return viewer


#: Whoever is of the delegation that ``slug`` and ``code`` name, answers for the Member, or is of the secretariat.
DELEGATION = Permission(Requirement.MEMBER, _look)
#: To act there; each action asks for more.
ACTING = Permission(Requirement.ANSWERING, _look)
