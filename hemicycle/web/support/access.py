"""Who opens the pages of connection tests: their person, the desk, and who holds a personal link to test."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hemicycle.consultations.own_words import of_consultation
from hemicycle.mail import links
from hemicycle.people.access import Requirement
from hemicycle.rules.permissions import Action
from hemicycle.support import connection_tests
from hemicycle.web.access.page import PageRefused, Permission
from hemicycle.web.access.permissions import InConsultation, may

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import PersonalLink
    from hemicycle.people.models import Registration
    from hemicycle.support.models import ConnectionTest

_IN_CONSULTATION = may(Action.CONNECTION_TEST)


@dataclass(frozen=True)
class AtTests:
    """Somebody at the connection tests of a registration.

    Attributes:
        registration: Whose tests they are.
        own: They run them; the desk only reads.
        secret: Of the personal link by which they came; empty for who has signed in.
        visit: Who has signed in.
    """

    registration: Registration
    now: datetime
    own: bool
    secret: str = ""
    visit: InConsultation | None = None

    @property
    def consultation(self) -> Consultation:
        """Of the registration."""
        return self.registration.consultation

    @property
    def narrowed(self) -> bool:
        """As in ``InConsultation``."""
        return self.visit is not None and self.visit.narrowed

    def may_send(self, action: Action) -> bool:
        """As in ``InConsultation``."""
        return self.visit is not None and self.visit.may_send(action)

    def may_read(self, action: Action) -> bool:
        """As in ``InConsultation``."""
        return self.visit is not None and self.visit.may_read(action)

    def address(self, name: str = "", test: ConnectionTest | None = None) -> str:
        """An address by the way they came.

        Args:
            name: Empty for the page that tests; ``begin``; or ``result`` or ``letter``, of a test.
        """
        kind = f"_{name}" if name else ""
        of_test = [test.pk] if test is not None else []
        if self.secret:
            return reverse(f"connection_test_link{kind}", args=[self.secret, *of_test])
        return reverse(f"connection_test{kind}", args=[self.consultation.slug, *of_test])


@dataclass(frozen=True)
class AtTest(AtTests):
    """Somebody at one test."""

    test: ConnectionTest = field(kw_only=True)


class _LinkOpensNothing(PageRefused):
    """The page of the link says why, and offers a new one."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def response(self, _request: HttpRequest) -> HttpResponse:
        return redirect("personal_link", self.secret)


class _NotConfirmed(PageRefused):
    """The link is valid, but the registration takes no part."""

    def __init__(self, link: PersonalLink) -> None:
        self.link = link

    def response(self, request: HttpRequest) -> HttpResponse:
        context = {"consultation": self.link.registration.consultation}
        return render(request, "web/support/not_confirmed.html", context, status=HTTPStatus.FORBIDDEN)


def _by_link(_request: HttpRequest, arguments: dict[str, Any]) -> AtTests:
    secret, now = arguments.pop("token"), timezone.now()
    link = links.find(secret)
    if link is None or link.purpose != links.Purpose.TEST.value or links.state(link, now) is not links.State.GOOD:
        raise _LinkOpensNothing(secret)
    if links.tester(secret, now) is None:
        raise _NotConfirmed(link)
    of_consultation(link.registration.consultation)
    return AtTests(link.registration, now, own=True, secret=secret)


def _signed_in(request: HttpRequest, arguments: dict[str, Any]) -> AtTests:
    visit = _IN_CONSULTATION.check(request, arguments)
    return AtTests(visit.visitor.registration, visit.now, own=True, visit=visit)


def _test_by_link(request: HttpRequest, arguments: dict[str, Any]) -> AtTest:
    key, at = arguments.pop("pk"), _by_link(request, arguments)
    test = connection_tests.find(at.consultation, key)
    if test is None or test.registration_id != at.registration.pk:
        raise Http404
    return AtTest(at.registration, at.now, own=True, secret=at.secret, test=test)


def _test(request: HttpRequest, arguments: dict[str, Any]) -> AtTest:
    key, visit = arguments.pop("pk"), _IN_CONSULTATION.check(request, arguments)
    test = connection_tests.find(visit.consultation, key)
    own = test is not None and test.registration_id == visit.visitor.registration.pk
    if test is None or not (own or visit.may_read(Action.CONNECTION_TESTS_SEE)):
        raise Http404
    return AtTest(test.registration, visit.now, own=own, visit=visit, test=test)


#: Who may test, at their own tests.
TESTER = Permission(Action.CONNECTION_TEST, _signed_in)
#: The holder of a personal link to test.
TESTER_BY_LINK = Permission(Requirement.NOBODY, _by_link)
#: A test of one's own, or any for the desk.
TEST = Permission(Action.CONNECTION_TEST, _test)
#: A test of the registration of a personal link.
TEST_BY_LINK = Permission(Requirement.NOBODY, _test_by_link)
