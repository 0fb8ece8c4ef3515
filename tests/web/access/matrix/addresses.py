"""How each address is filled in with real objects. One with objects that stands in no table here fails the test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import resolve, reverse

from hemicycle.rules.permissions import Action
from hemicycle.web.access.route_permissions import Route, routes
from hemicycle.web.delegations.page_action import AtDelegation, AtMandate
from hemicycle.web.delegations.page_actions import ACTIONS
from tests.factories import SLUG
from tests.support.two_consultations.whole import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.support.two_consultations.whole import Whole


@dataclass(frozen=True)
class Filling:
    """What an address names beside its consultation.

    Attributes:
        objects: ``{argument: what it is}``, as ``Whole.objects`` has it.
        words: ``{argument: value}`` of what is the same in every consultation.
        member: Code of the Member that it is about, where it is of one.
        action: What it needs beyond what the address asks.
        theirs: What names the other consultation's, where ``objects`` and ``words`` would name one's own there too.
        query: What is asked for beside the path, with the names of objects in braces.
        common: It names something of the product's vocabulary: there is no other consultation's.
    """

    objects: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    member: str = ""
    action: Action | None = None
    theirs: Mapping[str, str] | None = None
    query: str = ""
    common: bool = False

    def arguments(self, whole: Whole, *, abroad: bool = False) -> dict[str, Any]:
        """As the address has them; ``abroad`` for such as stand under the other consultation's address."""
        found = dict(self.words) | {name: whole.objects[what] for name, what in self.objects.items()}
        if abroad and self.theirs is not None:
            found |= {name: whole.objects[what] for name, what in self.theirs.items()}
        return found


def of(member: str = "", words: Mapping[str, Any] | None = None, query: str = "", **objects: str) -> Filling:
    """An object of a consultation."""
    return Filling(objects, words or {}, member, query=query)


def _of_delegation(code: str, *only: str) -> tuple[Filling, ...]:
    """The actions at a Member's delegation, about one of its people or mandates where they are about one."""
    name = {"BR": "br", "JP": "jp", "GH": "gh"}[code]
    people = {"endorse": "brazil_pending", "refuse": "brazil_pending", "confirm": "brazil_endorsed"}
    people |= {"reopen": "brazil_withdrawn"}
    made = []
    for action in ACTIONS.values():
        words = {"code": code, "action": action.name}
        if only and action.name not in only:
            continue
        if action.find == AtDelegation.find:
            made.append(Filling({}, words, code, action.action, _ALONE))
            continue
        person = people.get(action.name, name) if code == "BR" else name
        mandate = "deputy" if code == "GH" else f"mandate_{name}"
        key = mandate if action.find == AtMandate.find else f"registration_{person}"
        made.append(Filling({"key": key}, words, code, action.action))
    return tuple(made)


_ALONE = {"code": "alone"}
_BRAZIL, _JAPAN, _GHANA = {"code": "BR"}, {"code": "JP"}, {"code": "GH"}
_ENQUIRIES = (of(pk="enquiry"), of(pk="enquiry_over"), of(pk="enquiry_ready"), of(pk="enquiry_declared"))
_DRAFT, _SENT = of(pk="draft"), of(pk="letter_key")
_VERSIONS = (of(pk="version"), of(pk="entered"), of(pk="late"))
_BODY = {"body": SLUG}
#: A body of which there is no consultation.
UNUSED = "unused"
_SITTING = (of(key="sitting"),)
_ROOM = (of(sitting="sitting"),)
_KEY = of(pk="passkey")

#: By the name of the address.
FILLINGS: dict[str, tuple[Filling, ...]] = {
    # Sittings and documents
    "document": (of(symbol="document"),),
    "document_feed": (Filling(words={"key": "unknown"}, common=True),),
    **dict.fromkeys(
        ("document_file", "document_reader", "document_inside", "public_document_file"),
        (of(symbol="document", words={"language": "en"}),),
    ),
    "document_edit": (of(pk="document_key"), of(pk="document_prepared_key")),
    **dict.fromkeys(("room", "console", "booth", "desk", "turns", "voices", "people"), _SITTING),
    "readiness": _SITTING,
    "readiness_ask": (Filling({"key": "sitting"}, action=Action.CONNECTION_TESTS_SEE),),
    "test_slots": (Filling({"key": "test_session"}, action=Action.CONNECTION_TESTS_SEE),),
    "test_slot": (Filling({"key": "test_session", "pk": "test_slot"}, action=Action.CONNECTION_TESTS_SEE),),
    "emblem": (of(digest="emblem"),),
    "reopening": (of(key="sitting_ended"), of(key="sitting")),
    **dict.fromkeys(("join", "push", "commands", "documents", "own_statement", "assistance"), _ROOM),
    "assisted": (Filling({"sitting": "sitting", "registration": "registration_br"}, action=Action.HELP_READ),),
    # People
    # Of another body there is the Member that it alone has.
    "member": (
        Filling(words=_BRAZIL, theirs=_ALONE),
        *(Filling(words={"code": code}, common=True) for code in ("sm-orbicom", "PT")),
    ),
    "delegation": (
        Filling(words=_BRAZIL, member="BR", theirs=_ALONE),
        Filling(words=_JAPAN, member="JP", theirs=_ALONE),
        Filling(words=_GHANA, member="GH", theirs=_ALONE),
    ),
    "upload": (
        of("BR", _BRAZIL, key="instrument_br"),
        of("JP", _JAPAN, key="instrument_jp"),
        of("GH", _GHANA, key="instrument_gh"),
    ),
    "delegation_act": (
        *_of_delegation("BR"),
        *_of_delegation("JP"),
        *_of_delegation("GH", "nominate", "delegate", "withdraw-mandate"),
    ),
    "people_acts": tuple(
        Filling(query=f"step={step}&registration={{registration_brazil_{who}}}", common=True)
        for step, who in (
            ("confirm", "endorsed"),
            ("refuse", "pending"),
            ("withdraw", "pending"),
            ("reopen", "withdrawn"),
        )
    ),
    "registration_desk": (
        of(key="registration_br"),
        of(key="registration_brazil_pending"),
        of(key="registration_brazil_endorsed"),
        of(key="registration_brazil_withdrawn"),
    ),
    "rule_source": (Filling(words={"rule": "five_days"}, common=True),),
    "mail_text": (Filling(words={"text": "confirmed"}, common=True),),
    "registration_desk_change": (of(key="registration_br"),),
    "registration_links": (of(pk="registration_br"), of(pk="registration_jp")),
    "badge_check": (of(token="badge_br"),),
    "import_rows": (of(pk="import_"), of(pk="import_applied")),
    "import_columns": (Filling(words={"kind": "registrations"}, common=True),),
    "export_file": (of(key="export"),),
    "enquiry_record": (of(key="enquiry_declared"),),
    "report_paragraph": (of(pk="report_paragraph"), of(pk="paragraph_left_out")),
    "report_paragraph_new": (Filling(query="part=closing", common=True),),
    # The help desk and connection tests
    "help_case": (of(pk="help_case"), of(pk="help_case_solved"), of(pk="help_case_waits"), of(pk="help_case_taken")),
    "help_case_file": (of(pk="help_case_waits", mail="help_case_mail", words={"number": 1}),),
    **dict.fromkeys(("video_call", "video_call_join"), (of(pk="help_call_offered"),)),
    "ready_answer": (Filling(words={"answer_key": "devices"}, common=True),),
    **dict.fromkeys(
        ("connection_test_result", "connection_test_letter", "connection_test_finish"), (of(pk="connection_test"),)
    ),
    **dict.fromkeys(("connection_test_link", "connection_test_link_begin"), (of(token="token_test"),)),
    **dict.fromkeys(
        ("connection_test_link_result", "connection_test_link_letter", "connection_test_link_finish"),
        (of(token="token_test", pk="connection_test"),),
    ),
    # Mail and links
    "mailing": (of(pk="mailing"),),
    "arrival": (of(pk="arrival"), of(pk="arrival_filed")),
    "arrival_original": (of(pk="arrival"),),
    "arrival_file": (of(pk="arrival", words={"number": 1}),),
    "mails_by_itself": (Filling(words={"template": "registration_link"}, common=True),),
    "personal_link": (of(token="token_br"), of(token="token_over")),
    "letter_by_mail": (of(token="letter_token"),),
    "administrator_link": (Filling(words={"token": "x"}, common=True),),
    "enter": (Filling(words={"token": "x"}, common=True),),
    "mfa_edit_webauthn": (_KEY,),
    "mfa_remove_webauthn": (_KEY,),
    # Letters
    "letter_desk": (_DRAFT, _SENT, of(pk="extension")),
    "letter_text": (of(pk="draft", words={"code": "en"}), of(pk="letter_key", words={"code": "en"})),
    "letter_annex": (of(pk="draft", key="draft_annex"), of(pk="draft", key="draft_file")),
    "annex_file": (of(pk="draft", key="draft_file", query="language=en"),),
    **dict.fromkeys(("letter_asks", "letter_send", "letter_correct"), (_DRAFT, _SENT)),
    "letter_preview": (_DRAFT, _SENT, of(pk="extension")),
    **dict.fromkeys(
        ("letter_language", "letter_language_preview", "letter_language_send"),
        tuple(of(pk="letter_key", words={"code": code}) for code in ("zh", "ru")),
    ),
    "letter_language_file": (of(pk="letter_key", key="annex_file", words={"code": "zh"}),),
    "letter": (of(symbol="letter"),),
    "letter_annex_file": (of(symbol="letter", key="annex_file"),),
    # Enquiries and replies
    **dict.fromkeys(
        (
            *("enquiry_desk", "enquiry_matrix", "enquiry_items", "enquiry_conditions", "enquiry_summary", "reminders"),
            *("enquiry_withdraw", "enquiry_declare"),
        ),
        _ENQUIRIES,
    ),
    "enquiry_result": (of(pk="enquiry_declared"),),
    "ballot": (of(pk="ballot"),),
    "reply_enter": (*_ENQUIRIES, of(pk="enquiry", query="member=GH")),
    "reply": (of(pk="enquiry"),),
    "reply_draft": (of(pk="enquiry"),),
    "reply_versions": (of("BR", _BRAZIL, pk="enquiry"), of("JP", _JAPAN, pk="enquiry")),
    "reply_receipt": tuple(
        of(code, {"code": code, "number": 1}, pk=which)
        for which in ("enquiry", "enquiry_over")
        for code in ("BR", "JP")
    ),
    **dict.fromkeys(("reply_desk", "reply_confirm", "reply_return", "reply_accept", "reply_decline"), _VERSIONS),
    "reply_source": (of(pk="entered"),),
    # The agenda
    "agenda_item": (of(pk="item"),),
    **dict.fromkeys(("plan_relay", "plan_shifts"), (of(pk="sitting"), of(pk="sitting_ended"))),
    "rehearsal": (of(key="rehearsal"),),
    "item_edit": (of(pk="item"),),
    "glossary_entry": (of(number="glossary_entry"),),
    "conclusion": (
        *(of(pk="item", words={"code": code}) for code in ("en", "fr")),
        *(of(pk=item, words={"code": "en"}) for item in ("item_ended", "item_urgent")),
    ),
    **dict.fromkeys(("record", "record_presence"), (of(pk="sitting"), of(pk="sitting_ended"))),
    **dict.fromkeys(
        ("rehearsal_report", "rehearsal_people", "rehearsal_turns", "rehearsal_comments"),
        (of(pk="sitting_ended"), of(pk="rehearsal_held"), of(pk="rehearsal_told")),
    ),
    "rehearsal_comment": (of(pk="rehearsal_held", key="rehearsal_comment"),),
    "rehearsal_own_comment": (of(pk="rehearsal_held"),),
    "summary": (of(pk="sitting_ended"),),
    "summary_correction": tuple(of(name.upper(), pk="sitting_ended", key=f"paragraph_{name}") for name in ("br", "jp")),
    "summary_desk": (of(pk="sitting"), of(pk="sitting_ended")),
    "summary_paragraph": tuple(
        of(pk="sitting_ended", key="paragraph_br", words={"code": code}) for code in ("en", "fr")
    ),
    "statement": (of(pk="item"),),
    "statement_file": (of(pk="item", key="statement"),),
    # Contributions
    **dict.fromkeys(("contribution", "contribution_paper"), (of("BR", pk="contribution"),)),
    "contribution_file": (of("BR", {"number": 1}, pk="contribution"),),
    "contribution_receipt": (of("BR", {"number": 1}, pk="contribution"),),
    **dict.fromkeys(
        (
            *("contribution_draft", "contribution_draft_save", "contribution_draft_length"),
            "contribution_draft_paper",
        ),
        (of("BR", pk="contribution_draft"),),
    ),
    "contribution_name_link": (of(token="contribution_token"),),
    "contribution_desk": tuple(
        of(pk=f"contribution{which}") for which in ("", "_joint", "_numbered", "_entered", "_late")
    ),
    **dict.fromkeys(("contribution_source", "contribution_entry"), (of(pk="contribution_entered"),)),
    "contribution_translation": (of(pk="contribution_numbered", words={"code": "fr"}),),
    "contribution_part": (Filling(words={"part_key": "comments"}, common=True),),
    "participation_class": (Filling(words={"class_key": "council_state"}, common=True),),
    "item_list": (Filling(words={"listing": "urgent"}, common=True),),
    "document_series_one": (Filling(words={"series": "documents"}, common=True),),
    "document_content": (Filling(words={"content": "decision"}, common=True),),
    "condition_heading": (Filling(words={"heading": "form"}, common=True),),
    "body_part": tuple(
        Filling(words={"part": part, "body_key": key}, common=True)
        for part, key in (("kinds", "state"), ("groups", "T"))
    ),
    **dict.fromkeys(("set_up_body", "set_up_terms"), (Filling(words=_BODY, common=True),)),
    # One of a consultation shows no form; one that nobody uses is removed.
    "body_remove": (Filling(words=_BODY, common=True), Filling(words={"body": UNUSED}, common=True)),
    "set_up_part": (Filling(words=_BODY | {"part": "kinds", "body_key": "state"}, common=True),),
    "set_up_part_new": tuple(Filling(words=_BODY | {"part": part}, common=True) for part in ("kinds", "groups")),
    "body_part_new": tuple(Filling(words={"part": part}, common=True) for part in ("kinds", "regions")),
}
#: The same under one address, of which the tables of addresses have another one each.
_UNUSED_ARGUMENTS = frozenset({"slug"})
#: What is the same in every consultation.
_OF_EVERY_CONSULTATION = frozenset(
    {
        "code",
        "action",
        "template",
        "kind",
        "rule",
        "content",
        "series",
        "listing",
        "class_key",
        "answer_key",
        "heading",
        "language",
        "text",
        "part",
        "body_key",
        "body",
        "part_key",
    }
)


@dataclass(frozen=True)
class Address:
    """An address as somebody opens it.

    Attributes:
        slug: The consultation that it names, or that its object is of; empty for an address of none.
        foreign: Its object is of another consultation than the one that it names.
    """

    route: Route
    filling: Filling
    path: str
    slug: str
    foreign: bool = False

    @property
    def name(self) -> str:
        """Of the route."""
        return self.route.name

    @property
    def person(self) -> str:
        """By which name the world knows whose registration it is about, where the address itself says so."""
        return self.filling.objects.get("pk", "").removeprefix("registration_")

    def __str__(self) -> str:
        return f"{self.name} {self.path}"


def undeclared() -> list[str]:
    """Addresses with objects that stand in no table, and what stands in a table and is no address."""
    known = {route.name: frozenset(route.pattern.pattern.converters) - _UNUSED_ARGUMENTS for route in routes()}
    missing = [name for name, arguments in known.items() if arguments and name not in FILLINGS]
    return missing + [name for name in FILLINGS if name not in known]


#: Pages of a contribution and of its draft: those of Brazil, to whose focal point their forms are shown.
_OF_BRAZIL = frozenset(
    {
        *("contribution", "contribution_draft", "contribution_draft_save", "contribution_draft_length"),
        "contribution_draft_paper",
    }
)


def address_of(path: str, both: Mapping[str, Whole], *, foreign: bool = False) -> Address:
    """The address that a form of a page is sent to, whichever object it names.

    Args:
        foreign: What it names beside the consultation, if it names anything, is of the other one.
    """
    match = resolve(path.partition("?")[0])
    named = {name: value for name, value in match.kwargs.items() if name not in _UNUSED_ARGUMENTS}
    route = next(
        route
        for route in routes()
        if route.name == match.url_name and set(route.pattern.pattern.converters) - _UNUSED_ARGUMENTS >= set(named)
    )
    beside = (filling.action for filling in FILLINGS.get(route.name, ()) if "action" not in named)
    action = ACTIONS[named["action"]].action if "action" in named else next(beside, None)
    code = named.get("code", "") if route.name != "member" else ""  # a Member itself is nobody's
    code = code or path.partition("?member=")[2] or ("BR" if match.url_name in _OF_BRAZIL else "")
    slug = match.kwargs.get("slug", SLUG)
    registered = {f"registration_{name}": row.pk for name, row in both[slug].world.people.items()}
    whose = next(
        (name for name, key in registered.items() if match.url_name == "registration_links" and key == named["pk"]), ""
    )
    filling = Filling({"pk": whose} if whose else {}, named, code, action)
    return Address(route, filling, path, slug, foreign=foreign and bool(set(named) - _OF_EVERY_CONSULTATION))


def addresses(both: Mapping[str, Whole]) -> list[Address]:
    """Every address of the product, in each way in which it can be filled in."""
    return [address for route in routes() for address in _of_route(route, both)]


def _of_route(route: Route, both: Mapping[str, Whole]) -> Iterator[Address]:
    arguments = set(route.pattern.pattern.converters)
    in_consultation = "slug" in arguments
    fillings = FILLINGS.get(route.name, (Filling(common=True),))
    for filling in fillings:
        query = f"?{filling.query}" if filling.query else ""
        if set(filling.objects) | set(filling.words) != arguments - _UNUSED_ARGUMENTS:
            continue  # of another pattern of the same name
        for slug, whole in both.items():
            if not arguments and slug == OTHER:
                continue
            named = {"slug": slug} if in_consultation else {}
            path = reverse(route.name, kwargs={**named, **filling.arguments(whole)})
            yield Address(route, filling, path + query.format(**whole.objects), slug if arguments else "")
            if in_consultation and not filling.common:
                abroad = both[OTHER if slug == SLUG else SLUG]
                path = reverse(route.name, kwargs={**named, **filling.arguments(abroad, abroad=True)})
                yield Address(route, filling, path + query.format(**abroad.objects), slug, foreign=True)
