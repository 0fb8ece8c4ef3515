"""Correcting the published agenda or time plan once the consultation is closed (rule 20)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from hemicycle.agenda import comparing, notices
from hemicycle.agenda.actions.correcting import correct_agenda
from hemicycle.agenda.correcting import renamed
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import latest
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions.plan_correcting import correct_plan
from hemicycle.sittings.plan_correcting import retimed
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.agenda.correction_form import CorrectionForm, choices
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.publish_page import told
from hemicycle.web.agenda.timetable import sittings_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.agenda.comparing import Difference
    from hemicycle.web.access.page_actions import Again

_AGENDA, _PLAN = AgendaPublication.Kind.AGENDA, AgendaPublication.Kind.TIME_PLAN


@dataclass(frozen=True)
class AtVersion(InConsultation):
    """Somebody who corrects the version in force.

    Attributes:
        version: None while nothing was published.
    """

    kind: AgendaPublication.Kind = field(kw_only=True)
    version: AgendaPublication | None = field(kw_only=True)

    @property
    def published(self) -> AgendaPublication:
        """The version in force.

        Raises:
            Refusal: there is none.
        """
        if self.version is None:
            raise Refusal(AgendaCode.FORM_UNREADABLE)
        return self.version

    @property
    def is_plan(self) -> bool:
        """Whether it is the time plan."""
        return self.kind is _PLAN

    def changes(self, content: dict[str, Any]) -> list[Difference]:
        """What another content would say otherwise."""
        compare = comparing.plans if self.is_plan else comparing.agendas
        return compare(self.published.content, content)


@page(may(Action.PLAN_EDIT), FORM)
def agenda_correct(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Choose items of the published agenda, type what is right, check it and publish the correction."""
    return _answer(request, desk, _AGENDA)


@page(may(Action.PLAN_EDIT), FORM)
def plan_correct(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The same for the published time plan, which has sittings and times, too."""
    return _answer(request, desk, _PLAN)


def _answer(request: HttpRequest, desk: InConsultation, kind: AgendaPublication.Kind) -> HttpResponse:
    version = latest(desk.consultation, kind)
    at = AtVersion(desk.consultation, desk.visitor, desk.performer, desk.now, kind=kind, version=version)
    if request.method != "POST" or version is None:
        return _page(request, at, request.GET)
    then = reverse("time_plan" if at.is_plan else "agenda", args=[at.consultation.slug])
    action = sent(request, ACTIONS)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, request.POST, refused))


def _following(version: AgendaPublication) -> AgendaPublication:
    """The version that would correct one, not saved."""
    return AgendaPublication(base=version.base, revision=version.revision, correction=version.correction + 1)


def _keys(asked: QueryDict, name: str) -> set[int]:
    return {key for text in asked.getlist(name) if (key := key_of(text)) is not None}


def _form(at: AtVersion, request: HttpRequest | None) -> CorrectionForm:
    asked = request.POST if request else None
    items, sittings = (_keys(asked, name) if asked else set[int]() for name in ("item", "sitting"))
    return CorrectionForm(asked, at.published, items, sittings)


def _corrected(at: AtVersion, form: CorrectionForm) -> dict[str, Any]:
    """The version as it would be published."""
    content = renamed(at.consultation, at.published.content, form.namings)
    return retimed(content, form.times) if at.is_plan else content


def _digest(content: dict[str, Any]) -> str:
    """Tells whether what is published is what was checked."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _check(at: AtVersion, request: HttpRequest, form: CorrectionForm) -> HttpResponse:
    if form.cleaned_data["seen"] != at.published.version:
        raise Refusal(AgendaCode.VERSION_REPLACED, symbol=at.published.symbol)
    content = _corrected(at, form)
    changes = at.changes(content)
    if not changes:
        raise Refusal(AgendaCode.NOTHING_CORRECTED)
    said = differences(changes, sittings_in(at.published))
    return _page(request, at, request.POST, form=form, changes=said, checked=_digest(content))


def _publish(at: AtVersion, request: HttpRequest, form: CorrectionForm) -> str | HttpResponse:
    given = form.cleaned_data
    if given["checked"] != _digest(_corrected(at, form)):
        return _check(at, request, form)
    key = at.consultation.pk
    rest: Any = {"seen": given["seen"], "items": form.namings, "words": form.words, "tell": given["tell"]}
    if at.is_plan:
        return told(correct_plan(key, at.performer, at.now, sittings=form.times, **rest))
    return told(correct_agenda(key, at.performer, at.now, **rest))


ACTIONS = registered(
    PageAction("check", Action.PLAN_EDIT, _check, _form),
    PageAction("publish", Action.PLAN_EDIT, _publish, _form),
)


def _page(  # noqa: PLR0913 - the same page in each of its three steps
    request: HttpRequest,
    at: AtVersion,
    asked: QueryDict,
    refused: Again | None = None,
    *,
    form: CorrectionForm | None = None,
    changes: list[str] | None = None,
    checked: str = "",
) -> HttpResponse:
    version, items, sittings = at.version, _keys(asked, "item"), _keys(asked, "sitting")
    if form is None and version is not None:
        form = refused.form if refused else CorrectionForm(None, version, items, sittings)
    reason = refused.reason if refused else None
    context = {
        "consultation": at.consultation,
        "version": version,
        "plan": at.is_plan,
        "choices": choices(version.content, items, sittings) if version else [],
        "form": form,
        "entries": form is not None and form.has_entries,
        "symbol": _following(version).symbol if version else "",
        "changes": changes or [],
        "checked": checked,
        "readers": len(notices.readers(at.consultation, at.now)),
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
        "invalid": refused is not None and reason is None,
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/agenda/correct.html", context, status=status)
