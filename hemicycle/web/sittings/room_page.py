"""The room: the page that carries what the live views start with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from hemicycle.agenda.queries import agendas
from hemicycle.consultations import joins
from hemicycle.consultations.document_contents import contents_of, in_their_order
from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.languages import localized, localized_in, reader_language
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.people import queries as people
from hemicycle.people.member_names import in_list_order, member_name
from hemicycle.rules.measured import Purpose
from hemicycle.rules.permissions import Action
from hemicycle.sittings.enforcement import HOLDING_STATES
from hemicycle.sittings.queries import day, discussed_item, holding, still_holds
from hemicycle.support.connection_tests import latest_finished, purpose_of
from hemicycle.web.access.page import page
from hemicycle.web.sittings.access import admitted
from hemicycle.web.sittings.room_links import VIEWS
from hemicycle.web.support import words
from hemicycle.web.toolkit import labels, room_context, room_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.document_contents import DocumentContent
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.visitors import Visitor
    from hemicycle.web.sittings.access import AtSitting


#: What each view is called, so that the pages of one sitting tell themselves apart.
TITLES = {
    "room": gettext_lazy("Meeting room"),
    "console": gettext_lazy("Presiding officer’s console"),
    "booth": gettext_lazy("Interpreters’ booth"),
    "desk": gettext_lazy("Technicians’ desk"),
}
#: What each view's page will ask for next, fetched while the rest still loads (``frontend/src/room.ts``).
FILES = {
    "room": ("src/checks/Enter.svelte", "src/floor/Room.svelte"),
    "console": ("src/checks/Enter.svelte", "src/chair/Console.svelte"),
    "booth": ("src/checks/Enter.svelte", "src/booth/Booth.svelte"),
    "desk": ("src/desk/Desk.svelte",),
}


@page(admitted(VIEWS["room"]))
@never_cache
def room(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """The delegates' room, open to everybody in the sitting."""
    return _open(request, at, "room")


@page(admitted(VIEWS["console"]))
@never_cache
def console(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """The leader's console; the secretariat looks on."""
    return _open(request, at, "console")


@page(admitted(VIEWS["booth"]))
@never_cache
def booth(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """An interpreter's booth."""
    return _open(request, at, "booth")


@page(admitted(VIEWS["desk"]))
@never_cache
def desk(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """The technicians' desk."""
    return _open(request, at, "desk")


def _open(request: HttpRequest, at: AtSitting, view: str) -> HttpResponse:
    sitting, visitor = at.sitting, at.visitor
    if not visitor.may_read(VIEWS[view]):
        messages.info(request, _("That view is not available for your role. You are in the room."))
        return redirect("room", sitting.pk)
    return render(
        request,
        "web/sittings/room.html",
        {
            "context": _context(request, sitting, visitor, view),
            "view": TITLES[view],
            "sitting": sitting,
            "title": labels.sitting_title(sitting),
            **_going_on(sitting),
            "files": FILES[view],
            "terms": room_words.named(sitting.consultation.body),
        },
    )


def _going_on(sitting: Sitting) -> dict[str, Any]:
    """What a slow line shows long before the scripts are here: the item that is open, and who has the floor."""
    item, turn = discussed_item(sitting), holding(sitting, HOLDING_STATES)
    speaker = [turn.registration.person.name, turn.member and member_name(turn.member, on=day(sitting))] if turn else []
    return {
        "open": _item_open(item) if item else "",
        "speaker": f"{_('Has the floor')}{joins.colon()}{joins.beside(speaker)}" if turn else "",
    }


def _item_open(item: Item) -> str:
    """Which item is open, in words."""
    title = Wording.of(item.title)
    named = Wording(joins.isolated(title), title.language)
    return Sentence(_("Item %(position)d is open: %(title)s"), {"position": item.position, "title": named})


def _comment(sitting: Sitting, visitor: Visitor) -> str:
    """Where they comment on a sitting for practice; empty for any other."""
    if sitting.counts or not visitor.may(Action.REHEARSAL_COMMENT):
        return ""
    return reverse("rehearsal_own_comment", args=[sitting.consultation.slug, sitting.pk])


def _context(request: HttpRequest, sitting: Sitting, visitor: Visitor, view: str) -> dict[str, Any]:
    """What ``frontend/src/context.ts`` describes."""
    consultation, registration = sitting.consultation, visitor.registration
    on = day(sitting)
    contents, reads = contents_of(consultation), visitor.may_read(Action.DOCUMENTS_READ)
    members = in_list_order(people.members(consultation.body_id), consultation.body, on)
    return {
        "sitting": sitting.pk,
        "view": view,
        **room_context.reader(request),
        "me": {
            **room_context.me(registration, visitor.capacity, filter(visitor.may, Action)),
            "prepares_documents": visitor.may_read(Action.DOCUMENT_EDIT),
        },
        "holds": still_holds(sitting, registration),
        "consultation": room_context.named(consultation),
        "sitting_title": labels.sitting_title(sitting),
        "practice": not sitting.counts,
        "items": [
            _item(item, contents) for item in (agendas([consultation])[consultation.pk] if sitting.counts else ())
        ],
        "outcomes": outcome_names(consultation),
        "contents": {key: row.label for key, row in contents.items()},
        "members": {member.code: member_name(member, on=on) for member in members},
        # JavaScript does not keep the order of names that are numbers.
        "list_order": [member.code for member in members],
        "languages": room_context.languages(sitting.languages),
        "drafting_languages": room_context.languages(sitting.consultation.languages.every),
        "capacities": room_context.capacities(consultation),
        "tested": _tested(sitting, visitor),
        "urls": {
            "home": reverse("home"),
            **_test_addresses(consultation.slug, visitor),
            "document": reverse("documents_list", args=[consultation.slug]) if reads else "",
            "statements": reverse("statements", args=[consultation.slug]),
            "glossary": reverse("glossary_terms", args=[consultation.slug])
            if visitor.may_read(Action.GLOSSARY_READ)
            else "",
            "cases": reverse("help_cases", args=[consultation.slug]),
            "comment": _comment(sitting, visitor),
            **{
                name: reverse(name, args=[sitting.pk])
                for name in (
                    "join",
                    "push",
                    "commands",
                    "documents",
                    "own_statement",
                    "assistance",
                    "room",
                    "console",
                    "booth",
                    "desk",
                )
            },
        },
    }


def _test_addresses(slug: str, visitor: Visitor) -> dict[str, str]:
    """Where they test their connection, and where an entry is measured of who speaks; empty for who may not."""
    tests = visitor.may(Action.CONNECTION_TEST)
    speaks = tests and purpose_of(visitor.capacity) is not Purpose.LISTENER
    return {
        "test": reverse("connection_test", args=[slug]) if tests else "",
        "entered": reverse("connection_test_entry", args=[slug]) if speaks else "",
    }


def _tested(sitting: Sitting, visitor: Visitor) -> str:
    """What their last test came to, and when; empty where they made none."""
    test = latest_finished([visitor.registration]).get(visitor.registration.pk)
    if test is None:
        return ""
    status, _tone = words.status(test, over=True)
    return joins.beside([status, labels.moment(test.begun_at, sitting.consultation.zone, named=True)])


def _item(item: Item, contents: Mapping[str, DocumentContent]) -> dict[str, Any]:
    document = item.document
    return {
        "id": item.pk,
        "position": item.position,
        "title": localized(item.title),
        "language": localized_in(item.title),
        "symbol": document.symbol if document else "",
        "contains": list(in_their_order(contents, document.contains)) if document else [],
        "unchecked": reader_language() in item.unchecked or reader_language() not in item.title,
    }
