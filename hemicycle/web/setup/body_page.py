"""The page of a body: its name and organ, its kinds of Members, its regions and groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.bodies import KindSetting
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.access import Requirement
from hemicycle.people.actions import bodies
from hemicycle.people.actions.bodies import Part
from hemicycle.people.messages import refusal_message
from hemicycle.rules.bodies import Belongs
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_actions import Step, row_actions
from hemicycle.web.setup.at_body import AtBody, AtPart
from hemicycle.web.setup.body_forms import CODES, WORDS, KindForm, PlaceForm, WordsForm
from hemicycle.web.setup.order_form import OrderForm
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.language_fields import bound

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.people.access import Required
    from hemicycle.web.access.page_actions import Again

_BESIDE = " · "
_LABELS: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "name": (gettext_lazy("Name of the body"), gettext_lazy("As it appears on papers.")),
    "organ": (
        gettext_lazy("Organ"),
        gettext_lazy("On which Members have seats, for example “Council”. Empty: Members have no seats."),
    ),
    "member": (
        gettext_lazy("Member with a seat"),
        gettext_lazy("For example “Member of the Council”."),
    ),
    "deputy": (
        gettext_lazy("Member with a seat as a deputy"),
        gettext_lazy("For example “Deputy member”. Empty: there are no deputy members."),
    ),
    "person": (
        gettext_lazy("Representative of a Member on the organ"),
        gettext_lazy("For example “Councillor”. It is a role in a delegation. Empty: as for a Member with a seat."),
    ),
    "region": (gettext_lazy("Name of a region"), gettext_lazy("For example “Administrative region”.")),
    "group": (
        gettext_lazy("Name of a group of Members"),
        gettext_lazy("For example “Sector”. Members of one group may share a quota."),
    ),
}
_ADD: dict[Part, _StrPromise] = {
    Part.KINDS: gettext_lazy("Add a kind of Members"),
    Part.REGIONS: gettext_lazy("Add a region"),
    Part.GROUPS: gettext_lazy("Add a group"),
}
_HEADINGS: dict[Part, _StrPromise] = {
    Part.KINDS: gettext_lazy("Kinds of Members"),
    Part.REGIONS: gettext_lazy("Regions"),
    Part.GROUPS: gettext_lazy("Groups"),
}


@dataclass(frozen=True)
class Words:
    """A text of the body with its fields."""

    name: str
    label: str
    hint: str
    fields: list[BoundField]


@dataclass(frozen=True)
class Line:
    """A kind, a region or a group as the page shows it."""

    key: str
    name: str
    about: str
    address: str


@dataclass(frozen=True)
class Listing:
    """All of one part."""

    part: str
    heading: str
    add: str
    add_address: str
    lines: list[Line]


def _words_form(at: AtBody, request: HttpRequest | None) -> WordsForm:
    return WordsForm(request.POST if request else None, at.body, at.languages)


def _save_words(at: AtBody, _request: HttpRequest, form: WordsForm) -> str:
    bodies.change_words(at.of, at.performer, at.now, form.wanted, seen=form.cleaned_data["seen"])
    return _("The body is saved.")


def _order_form(at: AtBody, request: HttpRequest | None) -> OrderForm:
    return OrderForm(request.POST if request else None, at.body)


def _save_order(at: AtBody, _request: HttpRequest, form: OrderForm) -> str:
    bodies.change_order(at.of, at.performer, at.now, form.wanted, seen=form.cleaned_data["seen"])
    return _("The order of lists is saved.")


def _part(name: str) -> Part:
    if name not in {part.value for part in Part}:
        raise Http404(name)
    return Part(name)


def _rearrange(at: AtBody, row: str, step: Step) -> str:
    """Which row a button is about says its part and its key, with a colon between."""
    part, _colon, key = row.partition(":")
    where = (at.of, at.performer, at.now, _part(part), key)
    if step is Step.REMOVE:
        bodies.remove(*where)
        return _("It is removed; the journal keeps a record of it.")
    bodies.move(*where, up=step is Step.UP)
    return _("The order is changed.")


def _actions(requires: Required) -> dict[str, PageAction[AtBody]]:
    return registered(
        PageAction("words", requires, _save_words, _words_form),
        PageAction("order", requires, _save_order, _order_form),
        *row_actions(requires, _rearrange),
    )


_OF_DESK, _OF_INSTALLATION = _actions(Action.BODY_EDIT), _actions(Requirement.ADMINISTRATOR)


@page(may(Action.BODY_EDIT), FORM)
def body(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """What it is called, and its kinds, regions and groups in their order."""
    return answer_body(request, AtBody.in_consultation(desk))


def answer_body(request: HttpRequest, at: AtBody) -> HttpResponse:
    """The page of a body, by whichever way somebody came to it."""
    if request.method != "POST":
        return _body(request, at)
    action = sent(request, _OF_DESK if at.consultation else _OF_INSTALLATION)
    return run(request, at, action, then=at.address(), again=lambda again: _body(request, at, again))


def _body(request: HttpRequest, at: AtBody, refused: Again | None = None) -> HttpResponse:
    form = refused.form if refused and isinstance(refused.form, WordsForm) else _words_form(at, None)
    context = {
        "consultation": at.consultation,
        "body": at.body,
        "form": form,
        "order_form": refused.form if refused and isinstance(refused.form, OrderForm) else _order_form(at, None),
        "words": [Words(name, str(_LABELS[name][0]), str(_LABELS[name][1]), bound(form, name)) for name in WORDS],
        "listings": [_listing(at, part) for part in Part],
        "terms": [(NATIVE_NAMES[code], len(rows)) for code, rows in at.body.has.terms.items()],
        "terms_address": at.terms_address,
    }
    return show(request, "web/setup/body.html", context, refused, refusal_message)


def _listing(at: AtBody, part: Part) -> Listing:
    has = at.body.has
    lines = [
        Line(row.key, row.called(), _about(row, has) if isinstance(row, KindSetting) else "", at.address(part, row.key))
        for row in getattr(has, part)
    ]
    return Listing(part.value, str(_HEADINGS[part]), str(_ADD[part]), at.address(part), lines)


def _about(kind: KindSetting, has: BodySettings) -> str:
    """What its Members have, in words."""
    said = [str(CODES[kind.codes]) + (f" ({kind.prefix})" if kind.prefix else "")]
    said += [labels.region(has)] if kind.region is not Belongs.NEVER else []
    said += [labels.group(has)] if kind.group is not Belongs.NEVER else []
    said += [_("Seats")] if kind.seats else []
    said += [_("Right to vote")] if kind.votes else []
    return _BESIDE.join(said)


def _part_form(at: AtPart, request: HttpRequest | None) -> KindForm | PlaceForm:
    make: type[KindForm | PlaceForm] = KindForm if at.part is Part.KINDS else PlaceForm
    return make(request.POST if request else None, at.row, at.at.body, at.at.languages)


def _save_part(at: AtPart, _request: HttpRequest, form: KindForm | PlaceForm) -> str:
    where = (at.at.of, at.at.performer, at.at.now, at.part, form.wanted)
    if at.row is None:
        bodies.add(*where)
        return _("It is added.")
    bodies.change(*where, seen=form.cleaned_data["seen"])
    return _("It is saved.")


_SAVE_OF_DESK = PageAction("save", Action.BODY_EDIT, _save_part, _part_form)
_SAVE_OF_INSTALLATION = PageAction("save", Requirement.ADMINISTRATOR, _save_part, _part_form)


@page(may(Action.BODY_EDIT), FORM)
def body_part(request: HttpRequest, desk: InConsultation, part: str, body_key: str = "") -> HttpResponse:
    """A kind, a region or a group with its fields; a new one where the address names none."""
    return answer_part(request, AtBody.in_consultation(desk), part, body_key)


def answer_part(request: HttpRequest, at_body: AtBody, part: str, body_key: str) -> HttpResponse:
    """The page of a kind, a region or a group, by whichever way somebody came to it."""
    which = _part(part)
    row = next((one for one in getattr(at_body.body.has, which) if one.key == body_key), None)
    if body_key and row is None:
        raise Http404(body_key)
    at = AtPart(at_body, which, row)
    if request.method != "POST":
        return _shown_part(request, at, _part_form(at, None))
    save = _SAVE_OF_DESK if at_body.consultation else _SAVE_OF_INSTALLATION
    again = lambda refused: _shown_part(request, at, refused.form, refused)  # noqa: E731 - as every page has it
    return run(request, at, save, then=at_body.address(), again=again)


def _shown_part(
    request: HttpRequest, at: AtPart, form: KindForm | PlaceForm, refused: Again | None = None
) -> HttpResponse:
    context = {
        "consultation": at.at.consultation,
        "body": at.at.body,
        "name": at.row.called() if at.row else str(_ADD[at.part]),
        "is_kind": at.part is Part.KINDS,
        "form": form,
        "above": at.at.address(),
    }
    return show(request, "web/setup/body_part.html", context, refused, refusal_message)
