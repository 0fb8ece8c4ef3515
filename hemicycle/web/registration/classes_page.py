"""The participation classes of a consultation: all of them in their order, and one with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.consultations.participation import ClassSetting
from hemicycle.consultations.settings import settings_of
from hemicycle.people import queries
from hemicycle.people.actions.classes import CLASSES
from hemicycle.people.messages import refusal_message
from hemicycle.rules.capacity import Right
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.registration.class_form import RIGHTS, SEATS, SEES, ClassForm
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.bodies import BodySettings
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

    key: str
    name: str
    one: ParticipationClass
    belong: str
    rights: str
    members: int


def _shown(desk: InConsultation, _refused: Again | None) -> dict[str, Any]:
    counted = queries.members_by_class(desk.consultation, desk.now) + queries.persons_by_class(desk.consultation)
    rows = [_row(one, counted, desk.consultation.body.has) for one in desk.consultation.classes]
    return {"rows": rows, "unclassed": counted.get("", 0)}


def _row(one: ParticipationClass, counted: Mapping[str, int], body: BodySettings) -> ClassRow:
    kinds = [kind.called() for kind in body.kinds if kind.key in one.belonging.kinds]
    kinds += [kind for kind in sorted(one.belonging.kinds) if not body.has_kind(kind)]
    belong = [listed(kinds), str(SEATS[one.belonging.seat])] if kinds else []
    named = [listed(sorted(one.belonging.members))] if one.belonging.members else []
    named += [_("People who represent no Member")] if one.of_persons else []
    rights = [str(label) for right, label in RIGHTS.items() if one.has(right)]
    rights += [str(_HIDDEN[right]) for right in SEES if not one.has(right)]
    said = (_BESIDE.join(belong + named), _BESIDE.join(rights))
    return ClassRow(one.value, labels.capacity(one), one, *said, counted.get(one.value, 0))


def _form(at: AtRow[ClassSetting], request: HttpRequest | None) -> ClassForm:
    last = max((one.priority for one in at.consultation.classes), default=0)
    of = at.consultation
    return ClassForm(request.POST if request else None, at.row, last, of.languages.documents, of.body.has)


PAGES = RowPages[ClassSetting](
    all="participation_classes",
    one="participation_class",
    templates=("web/registration/classes.html", "web/registration/class.html"),
    words=RowWords(
        all=gettext_lazy("Classes of participants"),
        add=gettext_lazy("Add a class"),
        added=gettext_lazy("The class is added."),
        saved=gettext_lazy("The class is saved."),
        moved=gettext_lazy("The order of the classes is changed."),
        removed=gettext_lazy("The class is removed."),
        refusal=refusal_message,
    ),
    acts=CLASSES,
    rows=lambda consultation: settings_of(consultation.settings).classes,
    called=lambda row: labels.capacity(row.as_rule()),
    shown=_shown,
    form=_form,
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.CONSULTATION_EDIT), FORM)
def participation_classes(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every class in its order; put in another order, or removed."""
    return PAGES.answer_all(request, desk)


@page(may(Action.CONSULTATION_EDIT), FORM)
def participation_class(request: HttpRequest, desk: InConsultation, class_key: str = "") -> HttpResponse:
    """One class with its fields; a new one where the address names none."""
    return PAGES.answer_one(request, desk, class_key)
