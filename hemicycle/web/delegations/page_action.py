"""What can be done at a delegation has a form, an action behind it, and words for what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from django import forms
from django.http import Http404

from hemicycle.web.delegations.forms import InConsultation

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.people.act import Performer
    from hemicycle.rules.permissions import Action
    from hemicycle.rules.reasons import Reason
    from hemicycle.web.delegations.viewer import Viewer


AnyForm = TypeVar("AnyForm", bound=forms.Form)
OneOf = TypeVar("OneOf", bound=InConsultation)


class Deed(Generic[AnyForm]):
    """One thing that can be done.

    Attributes:
        action: What the table of permissions calls it.
        button: What the button says, which the page's heading says too.
        explains: What follows from it.
        stops: It takes something from somebody: the button is red.
        is_details: Its form is that of registrations, with a template of its own.
        waits: What came of it is less than was asked for.
    """

    action: ClassVar[Action]
    button: ClassVar[str | _StrPromise]
    explains: ClassVar[str | _StrPromise] = ""
    stops: ClassVar[bool] = False
    is_details: ClassVar[bool] = False

    def __init__(self, viewer: Viewer, key: int | None) -> None:
        self.viewer, self.waits = viewer, False
        self._find(key)

    def _find(self, key: int | None) -> None:
        """What it is about, for those that are about something.

        Raises:
            Http404: there is no such thing here.
        """
        if key is not None:
            raise Http404

    @property
    def about(self) -> str:
        """Whom it is about, under the heading."""
        return ""

    def refused(self) -> Reason | None:
        """Why the viewer may not do it."""
        return self.viewer.refused(self.action)

    def form(self, request: HttpRequest | None = None) -> AnyForm:
        """The form, empty or as sent."""
        raise NotImplementedError

    def perform(self, performer: Performer, form: AnyForm) -> str:
        """Do it, and say what came of it.

        Raises:
            Refusal: it is not done.
        """
        raise NotImplementedError

    def _place(self) -> tuple[int, datetime]:
        return self.viewer.consultation.pk, self.viewer.now

    def _in_consultation(self, form: type[OneOf], request: HttpRequest | None) -> OneOf:
        sent = (request.POST, request.FILES) if request else ()
        return form(*sent, consultation=self.viewer.consultation, now=self.viewer.now)
