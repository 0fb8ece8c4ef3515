"""What can be done about a focal point's mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.people.actions import focal_points
from hemicycle.rules.permissions import Action
from hemicycle.web.delegations.forms import DelegatingForm, NamingForm, WithdrawingForm
from hemicycle.web.delegations.mandate_timeline import end_words, moment_words
from hemicycle.web.delegations.page_action import AtDelegation, AtMandate, DelegationAction, form_in_consultation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.people.models import FocalPoint


def _name(at: AtDelegation, _request: HttpRequest, form: NamingForm) -> str:
    row = focal_points.name(*at.where, member=at.viewer.member, wanted=form.mandate())
    if not row.mandate.accepted:
        return _waits(row)
    return _("{name} is the focal point from {start}.").format(
        name=row.person.name, start=moment_words(row.start, at.viewer.consultation.zone)
    )


def _waits(row: FocalPoint) -> str:
    """Somebody with another capacity has to accept first."""
    return _("{name} is asked to accept the mandate, and can act only after that.").format(name=row.shown_name)


def _delegate(at: AtDelegation, _request: HttpRequest, form: DelegatingForm) -> str:
    row = focal_points.delegate(*at.where, member=at.viewer.member, wanted=form.mandate())
    if not row.mandate.accepted:
        return _waits(row)
    zone = at.viewer.consultation.zone
    return _("{name} acts in your place from {start} to {end}.").format(
        name=row.shown_name, start=moment_words(row.start, zone), end=end_words(row.end, zone) if row.end else ""
    )


def _withdraw(at: AtMandate, _request: HttpRequest, form: WithdrawingForm) -> str:
    row = focal_points.withdraw(*at.where, at.mandate.pk, words=form.cleaned_data["words"], since=form.begins("since"))
    return _("The mandate of {name} is withdrawn.").format(name=at.viewer.name_of(row))


NAME = DelegationAction(
    "name",
    Action.FOCAL_POINT_NAME,
    _name,
    form_in_consultation(NamingForm),
    gettext_lazy("Name the focal point"),
    find=AtDelegation.find,
    explanation=gettext_lazy(
        "This person nominates the Member’s delegates and acts for it. The previous focal point no longer does "
        "so from that day."
    ),
)
DELEGATE = DelegationAction(
    "delegate",
    Action.FOCAL_POINT_DELEGATE,
    _delegate,
    form_in_consultation(DelegatingForm),
    gettext_lazy("Delegate authority"),
    find=AtDelegation.find,
    explanation=gettext_lazy(
        "This person acts in your place from the first day to the last. You cannot act in that time, and can "
        "withdraw the delegation at any time."
    ),
)
#: Those delegated under the mandate end with it.
WITHDRAW_MANDATE = DelegationAction(
    "withdraw-mandate",
    Action.FOCAL_POINT_WITHDRAW,
    _withdraw,
    form_in_consultation(WithdrawingForm),
    gettext_lazy("Withdraw the mandate"),
    find=AtMandate.find,
    explanation=gettext_lazy("Delegations made by this person end with it. Actions taken under it remain valid."),
    stops=True,
)
