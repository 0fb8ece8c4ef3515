"""The participation classes of a consultation: all of them in their order, and one with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.consultations.settings import settings_of
from hemicycle.people import queries
from hemicycle.people.actions import classes as acts
from hemicycle.people.messages import refusal_message
from hemicycle.rules.capacity import Right
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_actions import Step, row_actions
from hemicycle.web.registration.class_form import RIGHTS, SEATS, SEES, ClassForm
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.language_fields import bound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.consultations.participation import ClassSetting
    from hemicycle.rules.capacity import ParticipationClass
    from hemicycle.web.access.page_actions import Again

#: Between things of which each stands for itself.
_BESIDE = " · "


#: What is said where a class does not see something.
_HIDDEN = {
    Right.ENTER: gettext_lazy("not in sittings"),
    Right.READ_DOCUMENTS: gettext_lazy("no documents"),
    Right.SEE_PARTICIPANTS: gettext_lazy("no list of participants"),
}


@dataclass(frozen=True)
class ClassRow:
    """A class as the page shows it.

    Attributes:
        belong: Who belongs to it, in words.
        rights: What it may do, in words.
        members: How many of the invited Members are of it today; of one of persons, how many are registered in it.
    """

    one: ParticipationClass
    name: str
    belong: str
    rights: str
    members: int


def _rearrange(desk: InConsultation, key: str, step: Step) -> str:
    where = (desk.consultation.pk, desk.performer, desk.now, key)
    if step is Step.REMOVE:
        acts.remove_class(*where)
        return _("The class is removed.")
    acts.move_class(*where, up=step is Step.UP)
    return _("The order of the classes is changed.")


ACTIONS = registered(*row_actions(Action.CONSULTATION_EDIT, _rearrange))


@page(may(Action.CONSULTATION_EDIT), FORM)
def participation_classes(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every class in its order; put in another order, or removed."""
    if request.method != "POST":
        return _classes(request, desk)
    here = reverse("participation_classes", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=here, again=lambda again: _classes(request, desk, again))


def _classes(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    counted = queries.members_by_class(desk.consultation, desk.now) + queries.persons_by_class(desk.consultation)
    rows = [_row(one, counted, desk.consultation.body.has) for one in desk.consultation.classes]
    context = {
        "consultation": desk.consultation,
        "rows": rows,
        "unclassed": counted.get("", 0),
        "refusal": _words(desk, refused),
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/registration/classes.html", context, status=status)


def _row(one: ParticipationClass, counted: Mapping[str, int], body: BodySettings) -> ClassRow:
    kinds = [kind.called() for kind in body.kinds if kind.key in one.belonging.kinds]
    kinds += [kind for kind in sorted(one.belonging.kinds) if not body.has_kind(kind)]
    belong = [listed(kinds), str(SEATS[one.belonging.seat])] if kinds else []
    named = [listed(sorted(one.belonging.members))] if one.belonging.members else []
    named += [_("People who represent no Member")] if one.of_persons else []
    rights = [str(label) for right, label in RIGHTS.items() if one.has(right)]
    rights += [str(_HIDDEN[right]) for right in SEES if not one.has(right)]
    return ClassRow(
        one, labels.capacity(one), _BESIDE.join(belong + named), _BESIDE.join(rights), counted.get(one.value, 0)
    )


@dataclass(frozen=True)
class _AtClass(InConsultation):
    """Somebody who writes a class: one that there is, or a new one."""

    row: ClassSetting | None


def _form(at: _AtClass, request: HttpRequest | None) -> ClassForm:
    last = max((one.priority for one in at.consultation.classes), default=0)
    of = at.consultation
    return ClassForm(request.POST if request else None, at.row, last, of.languages.documents, of.body.has)


def _save(at: _AtClass, _request: HttpRequest, form: ClassForm) -> str:
    if at.row is None:
        acts.add_class(at.consultation.pk, at.performer, at.now, form.wanted)
        return _("The class is added.")
    acts.change_class(at.consultation.pk, at.performer, at.now, form.wanted, seen=form.cleaned_data["seen"])
    return _("The class is saved.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def participation_class(request: HttpRequest, desk: InConsultation, class_key: str = "") -> HttpResponse:
    """One class with its fields; a new one where the address names none."""
    known = settings_of(desk.consultation.settings).classes
    row = next((one for one in known if one.key == class_key), None)
    if class_key and row is None:
        raise Http404
    at = _AtClass(desk.consultation, desk.visitor, desk.performer, desk.now, row)
    if request.method != "POST":
        return _class(request, at, _form(at, None))
    then = reverse("participation_classes", args=[desk.consultation.slug])
    return run(request, at, SAVE, then=then, again=lambda refused: _class(request, at, refused.form, refused))


def _class(request: HttpRequest, at: _AtClass, form: ClassForm, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "name": labels.capacity(at.row.as_rule()) if at.row else "",
        "form": form,
        "one": bound(form, "one"),
        "many": bound(form, "many"),
        "addressed": bound(form, "addressed"),
        "refusal": _words(at, refused),
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/registration/class.html", context, status=status)


def _words(desk: InConsultation, refused: Again | None) -> str:
    return refusal_message(refused.reason, desk.consultation.zone) if refused and refused.reason else ""
