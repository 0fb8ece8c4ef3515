"""What an address answers to somebody, by the table of permissions and by what the address states."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.people.access import Requirement
from hemicycle.rules import permissions, scopes
from hemicycle.rules.capacity import ParticipationClass, Right, Role
from hemicycle.rules.permissions import FOR_OWN_MEMBER, OWN_OR_ANSWERING, Action
from hemicycle.rules.reasons import Allowed
from tests.classes import COUNCIL_STATE
from tests.support.rehearsing import THERE
from tests.web.access.matrix.visitors import Session

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from hemicycle.people.access import Required
    from tests.web.access.matrix.addresses import Address
    from tests.web.access.matrix.visitors import Part, Visitor


class Reply(Enum):
    """How an address answers.

    Attributes:
        OPEN: It lets past, whatever it then says of a form.
        NOT_FOUND: There is no such thing here.
        REFUSED: They may not.
        SIGN_IN: They are asked to sign in.
        FACTOR: They are led to where they give a second factor.
        NO_METHOD: It is read, or sent to, alone.
    """

    OPEN = "open"
    NOT_FOUND = "not found"
    REFUSED = "refused"
    SIGN_IN = "sign in"
    FACTOR = "second factor"
    NO_METHOD = "no such method"


#: Who has pages of the desk, and its navigation.
DESKS = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.VICE_CHAIR, Role.TECHNICIAN})
#: They show the room instead, and say so.
VIEWS = frozenset({"console", "booth", "desk"})
#: Only those enter whom nobody has removed from the room.
ENTERED = VIEWS | {"room", "join", "push", "commands", "documents", "own_statement", "assistance", "assisted"}
#: Whoever answers for a Member reads letters, and books test slots for its people, registered or not.
LETTERS = frozenset({"letters", "letter", "letter_annex_file", "book_slot"})
#: A page of one person's own passkeys: there is none of anybody else.
PASSKEYS = frozenset({"mfa_edit_webauthn", "mfa_remove_webauthn"})
#: Each step of signing in, and giving a factor that nobody here has: a way back, never a page.
STEPS = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
#: Refuses with words beside what was asked.
IN_WORDS = frozenset({"registration_links"})
#: No contact for vulnerabilities, no demonstration, no organisation's service, no feed under a key that was made up, no
#: series of documents open to the public, and nobody's app or recovery codes: there is nothing for anybody.
NEVER = frozenset(
    {
        "security_txt",
        "enter",
        "administrator_link",
        "openid_connect_login",
        "openid_connect_callback",
        "document_feed",
        "public_documents",
        "public_document_feed",
        "public_document_file",
    }
)
NOT_SET_UP = frozenset({"mfa_deactivate_totp", "mfa_view_recovery_codes"})
#: What a session that a personal link to one's registration began shows of the consultation of the link,
OF_A_LINK = frozenset({"registration", "registration_change", "registration_withdraw", "registration_links"})
#: Connection tests by a link of their own, for any session,
TESTS_BY_LINK = frozenset(
    {
        "connection_test_link",
        "connection_test_link_begin",
        "connection_test_link_finish",
        "connection_test_link_result",
        "connection_test_link_letter",
    }
)
#: and of none, beside signing in and out.
BESIDE_A_LINK = TESTS_BY_LINK | frozenset(
    {
        "personal_link",
        "administrator_link",
        "set_language",
        "room_words",
        "enter",
        "security_txt",
    }
)
#: Open to a session that lacks a factor: no pages of a person, and the ways to sign in.
WITHOUT_FACTOR = frozenset(
    {
        "health",
        "media_webhook",
        "push_connect",
        "steward_sittings",
        "steward_facts",
        "metrics",
        "room_words",
        "set_language",
        "security_txt",
    }
)
_ENTRANCES = TESTS_BY_LINK | frozenset(
    {"enter", "personal_link", "administrator_link", "openid_connect_login", "openid_connect_callback"}
)
_SIGNING_IN = ("account_", "mfa_")
#: Open to a session that a link began: the way to sign in for everything, and out.
SIGNING_IN_BESIDE_A_LINK = frozenset(
    {
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_logout",
        "account_session",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)
_ROOM = frozenset(
    {
        "join",
        "push",
        "commands",
        "documents",
        "own_statement",
        "assistance",
        "assisted",
        "connection_test_begin",
        "connection_test_finish",
        "connection_test_entry",
        "practice_finish",
        "video_call_join",
    }
)
#: A call of the help desk, between Brazil and the technician.
_CALLS = frozenset({"video_call", "video_call_join"})
#: A connection test of somebody: their own, and to read, also the desk's.
_TESTS = frozenset({"connection_test_result", "connection_test_letter", "connection_test_finish"})


def permits(part: Part, action: Action, *, reading: bool = False) -> bool:
    """Whether the table lets somebody do this, or read what asks for it, within their roles of the secretariat."""
    if part.capacity is None:
        return False
    decide = scopes.may_read if reading else scopes.may
    return isinstance(decide(part.capacity, part.scopes, action), Allowed)


def contributes(part: Part, code: str = "") -> bool:
    """Whether somebody contributes for this Member, or for any: registered for it in a class that may, or answering."""
    own = isinstance(part.capacity, ParticipationClass) and part.capacity.has(Right.CONTRIBUTE)
    codes = {part.member if own else "", part.answers} - {""}
    return code in codes if code else bool(codes)


def may(part: Part, action: Action, code: str = "") -> bool:
    """Whether the table lets somebody do this, about this Member."""
    if action in FOR_OWN_MEMBER:
        return contributes(part, code)
    if action in OWN_OR_ANSWERING and part.capacity is not Role.SECRETARIAT:
        return bool(code) and part.answers == code and permissions.permits(COUNCIL_STATE, action)
    return permits(part, action)


def meets(visitor: Visitor, asked: Required, address: Address, *, reading: bool) -> bool:
    """Whether they have what an address asks."""
    part, name, code = visitor.part(address.slug), address.name, address.filling.member
    if address.foreign and address.filling.theirs is not None:
        code = "another consultation's"
    if name in IN_WORDS:
        return visitor.session is not Session.LIMITED or owns(visitor, address)
    if isinstance(asked, Action):
        in_views, beside = reading or name in VIEWS, address.filling.action
        sees = beside is None or permits(part, beside, reading=True)
        return sees and permits(part, asked, reading=in_views) and not (part.removed and name in ENTERED)
    secretariat = part.capacity is Role.SECRETARIAT and permits(part, Action.PEOPLE_SEE, reading=True)
    if address.foreign and name == "delegation_act":
        asked = Requirement.MEMBER  # what it is about is looked for before what may be done about it
    return {
        Requirement.NOBODY: True,
        Requirement.SIGNATURE: False,
        Requirement.SIGNED_IN: True,
        Requirement.ADMINISTRATOR: visitor.administrator,
        Requirement.REGISTERED: part.registered,
        Requirement.PART: part.capacity is not None or (name in LETTERS and bool(part.answers)),
        Requirement.DESK: part.capacity in DESKS,
        Requirement.MEMBER: secretariat or (bool(code) and code in {part.member, part.holds}),
        Requirement.ANSWERING: _answering(part, address, code),
        Requirement.MANDATE: (part.answers not in {"", "NO"} and code in {"", part.answers})
        or (address.foreign and part.held),
        Requirement.CONTRIBUTOR: contributes(part, code),
        Requirement.CONTRIBUTION: contributes(part, code) or permits(part, Action.CONTRIBUTIONS_SEE, reading=True),
        Requirement.REPLY: bool(code and part.holds == code) or permits(part, Action.REPLIES_SEE, reading=True),
    }[asked]


def _answering(part: Part, address: Address, code: str) -> bool:
    action, secretariat = address.filling.action, part.capacity is Role.SECRETARIAT
    if secretariat and not permits(part, Action.PEOPLE_SEE, reading=True):
        return False
    if action is None:  # the instrument of a mandate: whoever holds one, delegated on or not
        return secretariat or (bool(code) and part.holds == code)
    if secretariat:
        return permits(part, action)
    if action is Action.FOCAL_POINT_WITHDRAW:  # who holds one withdraws it, and what they delegated under it
        return bool(code) and part.holds == code
    return bool(code) and part.answers == code and permissions.permits(COUNCIL_STATE, action)


def owns(visitor: Visitor, address: Address) -> bool:
    """Whether an address is about their own registration."""
    return address.person == visitor.name and address.slug == visitor.home


def expected(visitor: Visitor, method: str, address: Address) -> Reply:
    """How an address answers to somebody."""
    name = address.name
    asked = asked_by(method, address)
    if asked is Requirement.SIGNATURE:
        return Reply.REFUSED
    stopped = _stopped_before(visitor, address, asked)
    if stopped is not None:
        return stopped
    if not meets(visitor, asked, address, reading=method == "get"):
        return Reply.REFUSED
    if name in NEVER | NOT_SET_UP:
        return Reply.NOT_FOUND
    if name in PASSKEYS:
        return Reply.OPEN if (visitor.name, visitor.home) == ("br", address.slug) else Reply.NOT_FOUND
    if _of_somebody_else(visitor, address):
        return Reply.NOT_FOUND
    return Reply.NOT_FOUND if address.foreign else Reply.OPEN


def _of_somebody_else(visitor: Visitor, address: Address) -> bool:
    """There is such a page, and it is not there for them."""
    match address.name:
        case "statement_file":
            return not _reads_statement(visitor, address)
        case "rehearsal_report":
            return not permits(visitor.part(address.slug), Action.REHEARSAL_REPORT_SEE, reading=True)
        case "rehearsal_own_comment":
            return not _rehearsed(visitor, address)
        case name if name in _CALLS:
            return visitor.home != address.slug or visitor.name not in {"br", "technician"}
    return address.name in _TESTS and not _opens_test(visitor, address)


def _opens_test(visitor: Visitor, address: Address) -> bool:
    """It is Brazil's."""
    own = (visitor.name, visitor.home) == ("br", address.slug)
    sees = permits(visitor.part(address.slug), Action.CONNECTION_TESTS_SEE, reading=True)
    return own or (sees and address.name != "connection_test_finish")


def _rehearsed(visitor: Visitor, address: Address) -> bool:
    """They were in the room."""
    return visitor.home == address.slug and visitor.name in THERE


def _reads_statement(visitor: Visitor, address: Address) -> bool:
    """It is Brazil's, not published and not made yet: its own delegation reads it, and who serves the sitting."""
    part = visitor.part(address.slug)
    return part.member == "BR" or permits(part, Action.STATEMENTS_SEE, reading=True)


def _of_a_link(visitor: Visitor, address: Address) -> bool:
    if address.name in OF_A_LINK:
        return address.slug == visitor.home
    return address.name in BESIDE_A_LINK | SIGNING_IN_BESIDE_A_LINK


def _stopped_before(visitor: Visitor, address: Address, asked: Required) -> Reply | None:
    """What their session is not for."""
    name = address.name
    signing_in = name.startswith(_SIGNING_IN)
    if visitor.session is Session.NONE:
        return None if asked is Requirement.NOBODY else Reply.SIGN_IN
    if visitor.session is Session.LIMITED and not _of_a_link(visitor, address):
        return Reply.REFUSED
    if visitor.session is Session.ONE_FACTOR and not (signing_in or name in WITHOUT_FACTOR | _ENTRANCES):
        return Reply.REFUSED if name in _ROOM else Reply.FACTOR
    return None


def asked_by(method: str, address: Address) -> Required:
    """What an address asks of whoever reads it, or sends something to it."""
    asked = address.route.to_send if method == "post" else address.route.requires
    assert asked is not None, address.name
    return asked


def answered(response: Answer, visitor: Visitor, address: Address, method: str) -> Reply:
    """How an address did answer. Nothing fails: that the media engine does not answer is said in words."""
    location, status = response.headers.get("Location", ""), response.status_code
    assert status < 500 or (address.name, status) == ("join", 503), f"{address}: {status}"
    asked = asked_by(method, address)
    if location.startswith(f"{reverse('account_login')}?next="):
        return Reply.SIGN_IN
    if (
        visitor.session is Session.ONE_FACTOR
        and not address.name.startswith(_SIGNING_IN)
        and location.startswith(reverse("account_security"))
    ):
        return Reply.FACTOR
    if address.name in VIEWS and status == 302:
        return Reply.REFUSED
    if asked is Requirement.REGISTERED and (status == 404 or location.endswith("/register/")):
        return Reply.REFUSED
    return {403: Reply.REFUSED, 404: Reply.NOT_FOUND, 405: Reply.NO_METHOD}.get(status, Reply.OPEN)
