"""The one table of the desk's pages: what the navigation has an entry for, and beneath which page the others stand.

A page that is new is one line here. A test names a page of the desk that has none, and one whose entry states another
action than its view.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.rules.permissions import Action
from hemicycle.web.desk.kinds import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Phase(StrEnum):
    """When in a consultation a page is needed most. A phase without pages is not shown."""

    BEFORE = "before"
    SITTINGS = "sittings"
    AFTER = "after"
    SET_UP = "set_up"


PHASES: dict[Phase, _StrPromise] = {
    Phase.BEFORE: pgettext_lazy("a phase", "Before"),
    Phase.SITTINGS: pgettext_lazy("a phase", "Sittings"),
    Phase.AFTER: pgettext_lazy("a phase", "After"),
    Phase.SET_UP: pgettext_lazy("a phase", "Set-up"),
}


@dataclass(frozen=True)
class Entry:
    """An entry of the navigation.

    Attributes:
        name: Of its address, which names a consultation and nothing else.
        action: What its page requires; None where it is open to everybody who has a desk.
        phase: None for what stands above all phases.
        counts: What the number beside it counts, as far as it is for the reader to do.
        otherwise: Of the page that stands here for whoever may not do that, as every participant sees it.
    """

    name: str
    label: _StrPromise
    action: Action | None
    phase: Phase | None
    counts: tuple[Kind, ...] = ()
    otherwise: str = ""


#: What whoever takes part in sittings may do: it gives nobody a desk.
OF_PARTICIPANTS = frozenset({Action.ROOM_ENTER, Action.GLOSSARY_READ})
#: The page that all others of the desk stand beneath.
TO_DO, SEARCH = "to_do", "desk_search"

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "letters_desk",
        _("Letters"),
        Action.LETTER_WRITE,
        Phase.BEFORE,
        (Kind.LETTER_CLEAR, Kind.LETTER_RETURNED, Kind.LETTER_CLEARED, Kind.LETTER_PAPERS),
        otherwise="letters",
    ),
    Entry(
        "enquiries",
        _("Enquiries"),
        Action.REPLIES_SEE,
        Phase.BEFORE,
        (Kind.SILENCE_BROKEN, Kind.RESULT, Kind.CONDITION_CONFIRM, Kind.CONDITION_SORT),
    ),
    Entry(
        "replies_waiting",
        _("Replies needing action"),
        Action.REPLIES_SEE,
        Phase.BEFORE,
        (Kind.REPLY_CONFIRM, Kind.REPLY_LATE),
    ),
    Entry("arrivals", _("Messages received"), Action.ARRIVAL_FILE, Phase.BEFORE, (Kind.ARRIVAL,)),
    Entry(
        "people_desk",
        _("Registrations"),
        Action.PEOPLE_SEE,
        Phase.BEFORE,
        (Kind.REGISTRATION,),
        otherwise="participants",
    ),
    Entry("members_desk", _("Members and focal points"), Action.PEOPLE_SEE, Phase.BEFORE),
    Entry("items", _("Items"), Action.ITEM_EDIT, Phase.BEFORE),
    Entry("documents_list", _("Documents"), None, Phase.BEFORE),
    Entry("glossary", _("Glossary"), Action.GLOSSARY_READ, Phase.BEFORE),
    Entry(
        "contributions_desk",
        _("Contributions"),
        Action.CONTRIBUTIONS_SEE,
        Phase.BEFORE,
        (Kind.CONTRIBUTION_CHECK, Kind.CONTRIBUTION_CONFIRM, Kind.CONTRIBUTION_LATE, Kind.CONTRIBUTION_POST),
    ),
    Entry("agenda_desk", _("Items and choices"), Action.PLAN_EDIT, Phase.BEFORE),
    Entry("agenda_order", _("The agenda in order"), Action.PLAN_EDIT, Phase.BEFORE),
    Entry("papers", _("Badges and lists"), Action.BADGES_PRINT, Phase.BEFORE),
    Entry(
        "connection_tests_desk",
        _("Connection tests"),
        Action.CONNECTION_TESTS_SEE,
        Phase.SITTINGS,
        otherwise="connection_test",
    ),
    Entry("help_cases", _("Help desk"), Action.HELP_READ, Phase.SITTINGS, (Kind.HELP,), otherwise="help"),
    Entry("ready_answers", _("Ready answers"), Action.HELP_ANSWER, Phase.SITTINGS),
    Entry("sittings_desk", _("Sittings and rooms"), None, Phase.SITTINGS, (Kind.READINESS,)),
    Entry("plan_desk", _("Plan the time"), Action.PLAN_EDIT, Phase.SITTINGS),
    Entry("plan_days", _("Days and hours"), Action.PLAN_EDIT, Phase.SITTINGS),
    Entry("plan_presiding", _("Presiding officers"), Action.PLAN_EDIT, Phase.SITTINGS),
    Entry("plan_booths", _("Booths"), Action.PLAN_EDIT, Phase.SITTINGS),
    Entry("rehearsals", _("Rehearsals and test sessions"), Action.PLAN_EDIT, Phase.SITTINGS),
    Entry("statements", _("Statements"), Action.ROOM_ENTER, Phase.SITTINGS),
    Entry("agenda", _("Published agenda"), None, Phase.SITTINGS),
    Entry("time_plan", _("Published time plan"), None, Phase.SITTINGS),
    Entry("conclusions", _("Conclusions"), Action.CONCLUSION_DRAFT, Phase.AFTER),
    Entry("records", _("Records"), Action.ROOM_ENTER, Phase.AFTER, (Kind.SUMMARY_CORRECTION,)),
    Entry("report_desk", _("Report"), Action.REPORT_PUBLISH, Phase.AFTER, otherwise="report"),
    Entry("ballots", _("Decisions by correspondence"), Action.REPLIES_SEE, Phase.AFTER),
    Entry("journal", _("Journal"), Action.JOURNAL_SEE, Phase.AFTER),
    Entry("end", _("End of the consultation"), Action.CONSULTATION_END, Phase.AFTER, (Kind.CONSULTATION_DELETION,)),
    Entry("checklist", _("Checklist"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("all_settings", _("Rules and settings"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("particulars", _("Name and days"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("registration_settings", _("Opening and quotas"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("participation_classes", _("Classes of participants"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("body", _("Body"), Action.BODY_EDIT, Phase.SET_UP),
    Entry("item_lists", _("Lists of items"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("document_series", _("Series of documents"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("document_contents", _("Texts for adoption"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("contribution_parts", _("Template of contributions"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("item_outcomes", _("Outcomes of items"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("condition_headings", _("Headings of conditions"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("letterhead", _("Letterhead and clearance"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("mailings", _("Messages"), Action.MAIL_SEND, Phase.SET_UP, (Kind.MAIL, Kind.ADDRESS)),
    Entry("mail_texts", _("Texts of messages and letters"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("sender", _("Sender of messages"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("imports", _("Import"), Action.PEOPLE_IMPORT, Phase.SET_UP, (Kind.IMPORT,)),
    Entry("members", _("All Members"), Action.MEMBER_EDIT, Phase.SET_UP),
    Entry("rule_sources", _("Sources of rules"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("secretariat_roles", _("Roles in the secretariat"), Action.PERMISSIONS_SEE, Phase.SET_UP),
    Entry("permissions", _("Permissions"), Action.PERMISSIONS_SEE, Phase.SET_UP),
    Entry("privacy_desk", _("Privacy notice"), Action.CONSULTATION_EDIT, Phase.SET_UP),
    Entry("deletion", _("Deletion of personal data"), Action.DELETION_CONFIRM, Phase.SET_UP, (Kind.DELETION,)),
)


@dataclass(frozen=True)
class Beneath:
    """Where a page stands that has no entry.

    Attributes:
        above: The name of the page above it: an entry's, or that of another such page, whose address names nothing
            that this one does not name.
        called: What it is about, as pages beneath it call it: a way through what its permission found, such as
            ``letter.symbol``; empty where none stands beneath it.
    """

    above: str
    called: str = ""


BENEATH: dict[str, Beneath] = {
    SEARCH: Beneath(TO_DO),
    "conclusion": Beneath("conclusions"),
    "ballot_draft": Beneath("conclusions"),
    "statement": Beneath("statements"),
    "record": Beneath("records"),
    "record_presence": Beneath("records"),
    "rehearsal_report": Beneath("records"),
    "rehearsal_people": Beneath("records"),
    "rehearsal_turns": Beneath("records"),
    "rehearsal_comments": Beneath("records"),
    "rehearsal_comment": Beneath("records"),
    "rehearsal_own_comment": Beneath("records"),
    "summary": Beneath("records"),
    "summary_correction": Beneath("records"),
    "summary_desk": Beneath("records"),
    "summary_paragraph": Beneath("records"),
    "report": Beneath("report_desk"),
    "report_paragraph_new": Beneath("report_desk"),
    "report_paragraph": Beneath("report_desk"),
    # Letters
    "letters": Beneath("letters_desk"),
    "letter": Beneath("letters_desk"),
    "letter_new": Beneath("letters_desk"),
    "letter_desk": Beneath("letters_desk", "letter.symbol"),
    "letter_text": Beneath("letter_desk"),
    "letter_annex": Beneath("letter_desk"),
    "letter_asks": Beneath("letter_desk"),
    "letter_preview": Beneath("letter_desk"),
    "letter_send": Beneath("letter_desk"),
    "letter_correct": Beneath("letter_desk"),
    "letter_language": Beneath("letter_desk", "language"),
    "letter_language_preview": Beneath("letter_language"),
    "letter_language_send": Beneath("letter_language"),
    # Enquiries and replies
    "enquiry_desk": Beneath("enquiries", "enquiry.letter.symbol"),
    "enquiry_matrix": Beneath("enquiry_desk"),
    "enquiry_items": Beneath("enquiry_desk"),
    "enquiry_conditions": Beneath("enquiry_desk"),
    "enquiry_summary": Beneath("enquiry_desk"),
    "enquiry_withdraw": Beneath("enquiry_desk"),
    "enquiry_declare": Beneath("enquiry_desk"),
    "ballot": Beneath("ballots"),
    "reminders": Beneath("enquiry_desk"),
    "reply_enter": Beneath("enquiry_desk"),
    "reply_versions": Beneath("enquiry_desk"),
    "reply_receipt": Beneath("enquiry_desk"),
    "reply_desk": Beneath("replies_waiting"),
    "reply_confirm": Beneath("replies_waiting"),
    "reply_return": Beneath("replies_waiting"),
    "reply_accept": Beneath("replies_waiting"),
    "reply_decline": Beneath("replies_waiting"),
    "arrival": Beneath("arrivals"),
    # People and Members
    "participants": Beneath("people_desk"),
    "people_acts": Beneath("people_desk"),
    "registration_new": Beneath("people_desk"),
    "registration_desk": Beneath("people_desk", "registration.person.name"),
    "registration_desk_change": Beneath("registration_desk"),
    "registration_links": Beneath("people_desk"),
    "badge_check": Beneath("people_desk"),
    "delegation": Beneath("members_desk", "member"),
    "delegation_act": Beneath("delegation"),
    "new_member": Beneath("members"),
    "member": Beneath("members"),
    # The agenda and the sittings
    "agenda_item": Beneath("agenda_desk"),
    "agenda_publish": Beneath("agenda_order"),
    "agenda_correct": Beneath("agenda"),
    "plan_publish": Beneath("plan_desk"),
    "plan_correct": Beneath("time_plan"),
    "item_new": Beneath("items"),
    "item_edit": Beneath("items"),
    "document": Beneath("documents_list"),
    "document_new": Beneath("documents_list"),
    "document_edit": Beneath("documents_list"),
    "document_reader": Beneath("documents_list"),
    "document_package": Beneath("documents_list"),
    "document_feed_address": Beneath("documents_list"),
    "plan_limit": Beneath("plan_days"),
    "plan_relay": Beneath("plan_booths"),
    "plan_shifts": Beneath("plan_booths"),
    "conduct": Beneath("all_settings"),
    "record_settings": Beneath("all_settings"),
    "rehearsal_new": Beneath("rehearsals"),
    "rehearsal": Beneath("rehearsals"),
    "people": Beneath("sittings_desk"),
    "turns": Beneath("sittings_desk"),
    "voices": Beneath("sittings_desk"),
    "reopening": Beneath("sittings_desk"),
    "help": Beneath("help_cases"),
    "help_case": Beneath("help_cases"),
    "help_call": Beneath("help_cases"),
    "video_call": Beneath("help_cases"),
    "help_statistics": Beneath("help_cases"),
    "ready_answer": Beneath("ready_answers"),
    "ready_answer_new": Beneath("ready_answers"),
    "readiness": Beneath("sittings_desk", "called"),
    "readiness_ask": Beneath("readiness"),
    "test_slots": Beneath("sittings_desk", "called"),
    "test_slot": Beneath("test_slots"),
    "my_slots": Beneath("connection_tests_desk"),
    "book_slot": Beneath("connection_tests_desk"),
    "connection_test": Beneath("connection_tests_desk"),
    "connection_test_result": Beneath("connection_tests_desk", "test.code"),
    "connection_test_letter": Beneath("connection_test_result"),
    # Contributions
    "contribution_desk": Beneath("contributions_desk", "seen.latest.receipt"),
    "contribution_enter": Beneath("contributions_desk"),
    "contribution_entry": Beneath("contribution_desk"),
    "contribution_translation": Beneath("contribution_desk"),
    "contribution_terms": Beneath("all_settings"),
    "contribution_part": Beneath("contribution_parts"),
    "contribution_part_new": Beneath("contribution_parts"),
    # Set-up
    "write_mail": Beneath("mailings"),
    "mailing": Beneath("mailings"),
    "mails_by_itself": Beneath("mailings"),
    "mail_text": Beneath("mail_texts"),
    "paper_words": Beneath("mail_texts"),
    "import_rows": Beneath("imports"),
    "glossary_entry": Beneath("glossary"),
    "glossary_new": Beneath("glossary"),
    "all_sources": Beneath("rule_sources"),
    "rule_source": Beneath("rule_sources"),
    "participation_class": Beneath("participation_classes"),
    "participation_class_new": Beneath("participation_classes"),
    "body_part": Beneath("body"),
    "terms": Beneath("body"),
    "body_part_new": Beneath("body"),
    "condition_heading": Beneath("condition_headings"),
    "condition_heading_new": Beneath("condition_headings"),
    "document_series_one": Beneath("document_series"),
    "document_series_one_new": Beneath("document_series"),
    "document_content": Beneath("document_contents"),
    "document_content_new": Beneath("document_contents"),
    "item_list": Beneath("item_lists"),
    "item_list_new": Beneath("item_lists"),
}


def entry_of(page: str) -> str:
    """The name of the entry that a page has, or stands beneath; empty for what is no page of the desk."""
    while page in BENEATH:
        page = BENEATH[page].above
    return page if page in _NAMES else ""


_NAMES = frozenset({TO_DO, *(entry.name for entry in ENTRIES)})
