"""What can be done at a delegation: about it, about a mandate or about a registration; and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.http import Http404

from hemicycle.people.delegations import registered
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason
from hemicycle.web.access.page_actions import PageAction
from hemicycle.web.delegations.forms import InConsultation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Self

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import FocalPoint, Registration
    from hemicycle.rules.permissions import Action
    from hemicycle.web.delegations.viewer import Viewer


AnyForm = TypeVar("AnyForm", bound=InConsultation)


@dataclass(frozen=True)
class AtDelegation:
    """A person at a delegation, for what is about the Member as such."""

    viewer: Viewer

    @classmethod
    def find(cls, viewer: Viewer, key: int | None) -> Self:
        """What an address is about.

        Raises:
            Http404: there is no such thing here.
        """
        if key is not None:
            raise Http404
        return cls(viewer)

    @property
    def about(self) -> str:
        """Whom it is about, under the heading; empty for the Member."""
        return ""

    @property
    def where(self) -> tuple[int, Performer, datetime]:
        """How each action begins."""
        return self.viewer.consultation.pk, self.viewer.performer, self.viewer.now

    def refused(self, action: Action) -> Reason | None:
        """Why the viewer may not do this, before they fill in anything."""
        return self.viewer.refused(action)


@dataclass(frozen=True)
class AtRegistration(AtDelegation):
    """The same for what is about one of the delegation's registrations."""

    registration: Registration

    @classmethod
    def find(cls, viewer: Viewer, key: int | None) -> Self:
        """The registration of the address.

        Raises:
            Http404: it is not of this delegation.
        """
        rows = registered(viewer.consultation, viewer.member)
        registration = next((row for row in rows if row.pk == key), None)
        if registration is None:
            raise Http404
        return cls(viewer, registration)

    @property
    def about(self) -> str:
        """Whose registration."""
        return self.registration.shown_name


@dataclass(frozen=True)
class AtMandate(AtDelegation):
    """The same for what is about a mandate for the Member."""

    mandate: FocalPoint

    @classmethod
    def find(cls, viewer: Viewer, key: int | None) -> Self:
        """The mandate of the address.

        Raises:
            Http404: it is not for this Member.
        """
        mandate = next((row for row in viewer.mandates if row.pk == key), None)
        if mandate is None:
            raise Http404
        return cls(viewer, mandate)

    @property
    def about(self) -> str:
        """Whose mandate."""
        return self.viewer.name_of(self.mandate)

    def refused(self, action: Action) -> Reason | None:  # noqa: ARG002 - whose mandate it is says it all
        """It is over, or not theirs."""
        if self.mandate.end is not None and self.mandate.end <= max(self.viewer.now, self.mandate.start):
            return Reason(RuleCode.MANDATE_OVER_ALREADY)
        return None if self.viewer.may_withdraw(self.mandate) else Reason(RuleCode.MANDATE_NOT_YOURS)


At = TypeVar("At", bound=AtDelegation)


@dataclass(frozen=True, kw_only=True)
class DelegationAction(PageAction[At]):
    """One thing that can be done at a delegation; its label is the heading of its page too.

    Attributes:
        find: What it is about, given the key of the address.
        explanation: What follows from it.
        stops: It takes something from somebody: the button is red.
        is_details: Its form is that of registrations, with a template of its own.
    """

    find: Callable[[Viewer, int | None], At]
    explanation: str | _StrPromise = ""
    stops: bool = False
    is_details: bool = False


def form_in_consultation(form: type[AnyForm]) -> Callable[[AtDelegation, HttpRequest | None], AnyForm]:
    """Makes a form whose days are those of the consultation's zone."""

    def make(at: AtDelegation, request: HttpRequest | None) -> AnyForm:
        sent = (request.POST, request.FILES) if request else ()
        return form(*sent, consultation=at.viewer.consultation, now=at.viewer.now)

    return make
