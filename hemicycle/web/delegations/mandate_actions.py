"""What can be done about a focal point's mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.people.actions import focal_points
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason
from hemicycle.web.delegations.forms import DelegatingForm, NamingForm, WithdrawingForm
from hemicycle.web.delegations.mandate_timeline import end_words, moment_words
from hemicycle.web.delegations.page_action import Deed

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.people.act import Performer
    from hemicycle.people.models import FocalPoint


class Name(Deed[NamingForm]):
    """The secretariat enters who answers for the Member."""

    action = Action.FOCAL_POINT_NAME
    button = gettext_lazy("Name the focal point")
    explains = gettext_lazy(
        "This person nominates the Member’s people and answers for it. Whoever answered for it before does so no "
        "longer from that day on."
    )

    def form(self, request: HttpRequest | None = None) -> NamingForm:
        """Whom, from when to when, with the letter."""
        return self._in_consultation(NamingForm, request)

    def perform(self, performer: Performer, form: NamingForm) -> str:
        """Name them."""
        consultation, now = self._place()
        row = focal_points.name(consultation, performer, now, member=self.viewer.member, wanted=form.mandate())
        return _("{name} is the focal point from {start} on.").format(
            name=row.person.name, start=moment_words(row.start, self.viewer.consultation.zone)
        )


class Delegate(Deed[DelegatingForm]):
    """The focal point gives their authority to somebody else for a time."""

    action = Action.FOCAL_POINT_DELEGATE
    button = gettext_lazy("Delegate my authority")
    explains = gettext_lazy(
        "This person acts in your place from the first day to the last. You cannot act in that time, and can withdraw "
        "the delegation whenever you wish."
    )

    def form(self, request: HttpRequest | None = None) -> DelegatingForm:
        """To whom, from when to when."""
        return self._in_consultation(DelegatingForm, request)

    def perform(self, performer: Performer, form: DelegatingForm) -> str:
        """Delegate it."""
        consultation, now = self._place()
        row = focal_points.delegate(consultation, performer, now, member=self.viewer.member, wanted=form.mandate())
        zone = self.viewer.consultation.zone
        return _("{name} answers in your place from {start} to {end}.").format(
            name=row.person.name, start=moment_words(row.start, zone), end=end_words(row.end, zone) if row.end else ""
        )


class WithdrawMandate(Deed[WithdrawingForm]):
    """A mandate ends, and those delegated under it."""

    action = Action.FOCAL_POINT_WITHDRAW
    button = gettext_lazy("Withdraw the mandate")
    explains = gettext_lazy("What this person delegated to others ends with it. What was done under it stays.")
    stops = True
    row: FocalPoint

    def _find(self, key: int | None) -> None:
        found = next((row for row in self.viewer.mandates if row.pk == key), None)
        if found is None:
            raise Http404
        self.row = found

    @property
    def about(self) -> str:
        """Whose mandate."""
        return self.row.person.name

    def refused(self) -> Reason | None:
        """It is over, or not theirs."""
        if self.row.end is not None and self.row.end <= max(self.viewer.now, self.row.start):
            return Reason(RuleCode.MANDATE_OVER_ALREADY)
        return None if self.viewer.may_withdraw(self.row) else Reason(RuleCode.MANDATE_NOT_YOURS)

    def form(self, request: HttpRequest | None = None) -> WithdrawingForm:
        """Why, and from when on."""
        return self._in_consultation(WithdrawingForm, request)

    def perform(self, performer: Performer, form: WithdrawingForm) -> str:
        """Withdraw it."""
        consultation, now = self._place()
        given = form.cleaned_data
        row = focal_points.withdraw(
            consultation, performer, now, self.row.pk, words=given["words"], since=form.begins("since")
        )
        return _("The mandate of {name} is withdrawn.").format(name=row.person.name)
