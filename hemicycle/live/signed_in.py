"""Who sends something to the server from a page of their own in a consultation, outside the room."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hemicycle.consultations import queries as consultations
from hemicycle.consultations.models import Consultation
from hemicycle.journal.address import address_of
from hemicycle.journal.record import Performer
from hemicycle.live.answers import refusal
from hemicycle.people import queries as people
from hemicycle.people import scopes, second_factor
from hemicycle.people.access import requires
from hemicycle.people.models import Person
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason, Refused
from hemicycle.rules.scopes import may
from hemicycle.support.connection_tests import capacity_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase, JsonResponse

    from hemicycle.rules.permissions import Action

    View = Callable[..., HttpResponseBase]


def signed_in(action: Action) -> Callable[[Callable[..., JsonResponse]], View]:
    """For who has signed in, is confirmed, and may do this. The view is given their registration and who acts."""

    def guard(view: Callable[..., JsonResponse]) -> View:
        @requires(action)
        @require_POST
        @login_required
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **arguments: int) -> JsonResponse:
            person = request.user
            if not isinstance(person, Person):
                raise PermissionDenied
            if second_factor.missing(request):
                return refusal(Reason(PeopleCode.SECOND_FACTOR))
            try:
                consultation = consultations.find(slug)
            except Consultation.DoesNotExist as error:
                raise Http404 from error
            row = people.registration_of(person, consultation)
            if row is None:
                return refusal(Reason(RuleCode.NOT_REGISTERED))
            if row.status != RegistrationStatus.CONFIRMED.value:
                return refusal(Reason(RuleCode.REGISTRATION_NOT_CONFIRMED, {"status": row.status}))
            today = consultation.day(timezone.now())
            decision = may(capacity_of(row, today), scopes.scopes_of(row, today), action)
            if isinstance(decision, Refused):
                return refusal(decision.reason)
            return view(request, row, Performer(person, address_of(request)), **arguments)

        return guarded

    return guard
