"""A Member's delegation: who answers for it, who is in it, and what can be done about both."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from hemicycle.people import delegations
from hemicycle.people.delegation_parts import part_names
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import OVER, Step, after
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import run
from hemicycle.web.delegations.access import ACTING, DELEGATION
from hemicycle.web.delegations.mandate_timeline import timeline
from hemicycle.web.delegations.page_actions import ACTIONS
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.labels import plain_date

if TYPE_CHECKING:
    from typing import Any

    from django.forms import BaseForm
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.delegations.page_action import AtDelegation, DelegationAction
    from hemicycle.web.delegations.viewer import Viewer

#: What the focal point and the secretariat may do with a registration, as far as its status lets them.
_STEPS = {"endorse": Step.ENDORSE, "confirm": Step.CONFIRM, "refuse": Step.REFUSE, "withdraw": Step.WITHDRAW}
_SECRETARIAT_ONLY = frozenset({"confirm"})
_DIRECT = frozenset({"endorse", "confirm"})


@dataclass(frozen=True)
class Delegate:
    """Somebody of the delegation, with what can be done: ``(name, label)`` of ``ACTIONS``.

    Attributes:
        direct: Done by a button at once.
        more: Asked about on a page of its own.
    """

    row: Registration
    direct: list[tuple[str, str]]
    more: list[tuple[str, str]]

    @property
    def replaced_by(self) -> Registration | None:
        """Who took their place."""
        return next(iter(self.row.replaced_by.all()), None)


def _delegate(viewer: Viewer, row: Registration) -> Delegate:
    if not viewer.acts:
        return Delegate(row, [], [])
    status = RegistrationStatus(row.status)
    actions = [
        name
        for name, step in _STEPS.items()
        if not isinstance(after(status, step), Refused) and (viewer.helps or name not in _SECRETARIAT_ONLY)
    ]
    replaced = bool(row.replaced_by.all())
    if status not in OVER:
        actions += ["change", "replace"]
    elif status is RegistrationStatus.WITHDRAWN and not replaced:
        actions.append("replace")
    if status in OVER and viewer.helps:
        actions.append("reopen")
    labelled = [(name, str(ACTIONS[name].label)) for name in actions]
    return Delegate(
        row,
        [action for action in labelled if action[0] in _DIRECT],
        [action for action in labelled if action[0] not in _DIRECT],
    )


def _parts(viewer: Viewer) -> list[tuple[str, list[Delegate]]]:
    """The delegation by part; those who are out of it stand at the end, under an empty name."""
    by_part: dict[str, list[Delegate]] = {}
    out = []
    for row in delegations.registered(viewer.consultation, viewer.member):
        delegate = _delegate(viewer, row)
        if RegistrationStatus(row.status) in OVER:
            out.append(delegate)
        else:
            part = row.delegation_role or Registration.DelegationRole.DELEGATE
            by_part.setdefault(part, []).append(delegate)
    names = part_names(viewer.consultation.body.has)
    return [(names[part], by_part[part]) for part in names if part in by_part] + ([("", out)] if out else [])


@page(DELEGATION)
def delegation(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Who answers for a Member, and its delegation."""
    parts = _parts(viewer)
    context = {
        **viewer.context,
        "timeline": timeline(viewer),
        "days": [plain_date(day) for day in (viewer.consultation.first_day, viewer.consultation.last_day)],
        "parts": parts,
        "delegates": sum(len(rows) for name, rows in parts if name),
        "places": delegations.places(viewer.consultation, viewer.member, viewer.now),
        "acts": viewer.acts,
        "delegated": viewer.holds and not viewer.answers and not viewer.secretariat,
        "actions": {name: action.label for name, action in ACTIONS.items()},
    }
    return render(request, "web/delegations/delegation.html", context)


@page(ACTING, FORM)
def delegation_action(request: HttpRequest, viewer: Viewer, action: str, key: int | None = None) -> HttpResponse:
    """One thing that is done at a delegation: its form, then the action, then the delegation again."""
    if action not in ACTIONS:
        raise Http404
    asked = ACTIONS[action]
    at = asked.find(viewer, key)
    reason = at.refused(asked.action)
    if reason is not None:
        return _form_page(
            request, at, asked, None, refusal_message(reason, viewer.consultation.zone), HTTPStatus.FORBIDDEN
        )
    if request.method != "POST":
        return _form_page(request, at, asked, asked.form(at, None) if asked.form else None)

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, viewer.consultation.zone) if refused.reason else ""
        return _form_page(request, at, asked, refused.form, words, refused.status)

    then = reverse("delegation", args=[viewer.consultation.slug, viewer.member.code])
    return run(request, at, asked, then=then, again=again)


def _form_page(
    request: HttpRequest,
    at: AtDelegation,
    action: DelegationAction[Any],
    form: BaseForm | None,
    refused: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {**at.viewer.context, "action": action, "about": at.about, "form": form, "refused": refused}
    return render(request, "web/delegations/action.html", context, status=status)


@page(ACTING)
def upload(_request: HttpRequest, viewer: Viewer, key: int) -> HttpResponse | FileResponse:
    """The note or letter behind a mandate, to be saved: never shown by the browser as a page of ours."""
    instrument = viewer.instruments.get(key)
    if instrument is None and (not viewer.sees_instruments or any(row.instrument_id == key for row in viewer.mandates)):
        raise PermissionDenied("instrument")
    return stored_file(instrument)
