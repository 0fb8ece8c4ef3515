"""Every form of every page of a consultation, sent by everybody: as it stands there, and under another one's address.

Who may send it follows from what its address asks, and from the action of the page that it reaches. Whoever may not
has written nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.people.access import Requirement
from hemicycle.people.models import Registration
from hemicycle.rules import permissions
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import OWN, Action
from tests.factories import SLUG
from tests.support.two_consultations.whole import OTHER
from tests.web.access.matrix.addresses import address_of
from tests.web.access.matrix.expected import (
    IN_WORDS,
    STEPS,
    Reply,
    answered,
    asked_by,
    expected,
    may,
    owns,
    permits,
)
from tests.web.access.matrix.harvest import registered_actions
from tests.web.access.matrix.requests import changed, client_of, tried
from tests.web.access.matrix.visitors import ONE_OF_EACH_KIND, VISITORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.addresses import Address
    from tests.web.access.matrix.harvest import Sent
    from tests.web.access.matrix.visitors import Visitor

#: Who sends the forms of one consultation under the address of the other: those who may do most in either.
STRANGERS = ("the secretariat there", "the chair there", "the focal point there", "the secretariat", "the focal point")


@pytest.mark.usefixtures("both")
def test_every_action_of_a_page_is_asked_for_by_one_of_its_forms(harvest: list[Sent]) -> None:
    reached = {id(one.asks) for one in harvest}
    assert not [f"{action.name}: {action.requires}" for action in registered_actions() if id(action) not in reached]


@pytest.mark.usefixtures("both")
def test_nobody_is_shown_a_form_that_they_may_not_send(harvest: list[Sent]) -> None:
    assert not [f"{one.shown_to}: {one} {one.status}" for one in harvest if one.found is not Reply.OPEN]


def may_send(visitor: Visitor, one: Sent, both: Mapping[str, Whole]) -> bool:
    """Whether somebody whom the address lets past may do what the form asks for."""
    part, action = visitor.part(SLUG), one.asks.requires if one.asks else None
    if action is None or one.address.name == "letter_by_mail":  # its address is proof
        return True
    if not isinstance(action, Action):
        return visitor.administrator
    match one.address.name:
        case "registration_links":
            allowed = permits(part, action) or owns(visitor, one.address)
        case "reopening":
            allowed = visitor.name == "chair"  # who presided
        case "summary_correction":  # of what their own delegation said
            allowed = permits(part, action) and part.member != "" and one.address.filling.member == part.member
        case "contribution_name_link":  # who holds the link, and nobody need sign in
            allowed = True
        case "rehearsal_own_comment":  # who commented takes it back
            allowed = permits(part, action) and (one.form.fields["act"] != "withdraw" or visitor.name == "br")
        case "help":  # in a case, whose it is
            allowed = permits(part, action) and ("case" not in one.form.fields or visitor.name == "br")
        case "letter" | "book_slot":
            allowed = _for_whom(visitor, one, both)
        case _:
            allowed = _may_send(visitor, one, action)
    return allowed


def _for_whom(visitor: Visitor, one: Sent, both: Mapping[str, Whole]) -> bool:
    """For the Member for which one answers; a test slot also for oneself."""
    part = visitor.part(SLUG)
    if one.address.name == "letter":
        return bool(part.answers) and part.answers == one.form.fields["member"]
    row = Registration.objects.select_related("person", "member").get(pk=one.form.fields["registration"])
    # What is one's own is done in whatever role of the secretariat.
    own = row.person == visitor.person(both) and permissions.permits(part.capacity, Action.SLOT_BOOK)
    answers = row.member is not None and part.answers == row.member.code
    return own or answers or (part.capacity is Role.SECRETARIAT and permits(part, Action.SLOT_BOOK))


def _may_send(visitor: Visitor, one: Sent, action: Action) -> bool:
    part = visitor.part(SLUG)
    if one.address.name == "video_call":  # one of the two
        return permits(part, action) and visitor.name in {"br", "technician"}
    asked = asked_by("post", one.address)
    if asked in {Requirement.REGISTERED, Requirement.NOBODY, Requirement.MANDATE, Requirement.ANSWERING}:
        # Of their own Member, what the action asks is asked by the address.
        return action in OWN or asked in {Requirement.MANDATE, Requirement.ANSWERING}
    return may(part, action, one.address.filling.member)


def amiss(visitor: Visitor, address: Address, response: Answer, written: list[str], *, permitted: bool) -> str:
    """What is wrong with an answer; nothing, where all is as it should be."""
    wanted, found = expected(visitor, "post", address), answered(response, visitor, address, "post")
    may = wanted is Reply.OPEN and permitted
    refused_in_words = address.name in IN_WORDS and found is Reply.OPEN
    otherwise = found is not wanted and (may or wanted is not Reply.OPEN)
    if (written and not may) or (otherwise and not refused_in_words and address.name not in STEPS):
        return f"{address}: {found.value} ({response.status_code}), not {wanted.value}; wrote {written}"
    return ""


@pytest.mark.parametrize(
    "who", [who if who in ONE_OF_EACH_KIND else pytest.param(who, marks=pytest.mark.alike) for who in VISITORS]
)
def test_rule_02_a_form_is_for_whom_the_table_permits(who: str, both: dict[str, Whole], harvest: list[Sent]) -> None:
    visitor = VISITORS[who]
    client, wrong = client_of(visitor, both), []
    for one in harvest:
        response, written = tried(client, "post", one.form.path, one.form.fields)
        wrong.append(amiss(visitor, one.address, response, written, permitted=may_send(visitor, one, both)))
    assert not any(wrong), "\n".join([who, *filter(None, wrong)])


def _may_send_there(visitor: Visitor, one: Sent) -> bool:
    """Of a list that names no object, each reads what is theirs there, and posts nothing without the permission."""
    asks = one.asks.requires if one.asks else None
    if one.address.name == "help":
        return "case" not in one.form.fields
    if one.address.name == "book_slot":  # it names a person and a slot of here
        return False
    if one.address.name != "documents_list" or not isinstance(asks, Action):
        return True
    return permits(visitor.part(OTHER), asks)


@pytest.mark.parametrize("who", STRANGERS)
def test_a_form_of_one_consultation_changes_nothing_of_it_under_the_address_of_another(
    who: str, both: dict[str, Whole], harvest: list[Sent]
) -> None:
    visitor = VISITORS[who]
    client, wrong = client_of(visitor, both), []
    here, there = (f"/consultations/{slug}/" for slug in (SLUG, OTHER))
    for one in harvest:
        if one.form.path.startswith(here):
            path = one.form.path.replace(here, there)
            address = address_of(path, both, foreign=True)
            response, written, touched = changed(client, path, one.form.fields, both[SLUG])
            wrong.append(amiss(visitor, address, response, written, permitted=_may_send_there(visitor, one)))
            wrong.append(f"{address} changed {touched}" if touched else "")
    assert not any(wrong), "\n".join([who, *filter(None, wrong)])
