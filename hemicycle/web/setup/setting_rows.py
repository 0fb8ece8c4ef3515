"""The table of the settings of a consultation: what each is called, what it changes, and on which page it is changed.

A setting that is new is one row here. A test names a field of ``Settings`` that has none, and one that its page does
not change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.rules.reasons import Rule
from hemicycle.web.desk.pages import ENTRIES
from hemicycle.web.setup import setting_words as words
from hemicycle.web.setup.setting_subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.setting_changes import SettingChange
    from hemicycle.web.setup.setting_words import Words


@dataclass(frozen=True)
class SettingRow:
    """A setting.

    Attributes:
        field: Of ``consultations.settings.Settings``, or of the body; empty for what the consultation itself keeps.
        effect: What it changes, in one sentence.
        words: What it is, in words; given the defaults, what they are.
        page: The page on which it is changed, by the name of its address, which names a consultation and nothing else.
        place: Of the field on that page, as an address names it.
        rule: Whose source is cited, where the consultation keeps one.
        told_as: What the journal calls it, where that is not the name of the field.
        default: In words, where ``words`` does not say it.
        last: Who changed it last, where it keeps that itself.
    """

    subject: Subject
    field: str
    label: _StrPromise
    effect: _StrPromise
    words: Words
    page: str
    place: str = ""
    rule: Rule | None = None
    told_as: tuple[str, ...] = ()
    default: _StrPromise | None = None
    last: Callable[[Consultation], SettingChange | None] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What the journal calls it."""
        return self.told_as or (self.field,)


_AT_BEGINNING = _("Given when the consultation is begun")
ROWS: tuple[SettingRow, ...] = (
    SettingRow(
        Subject.GENERAL,
        "",
        _("Title"),
        _("Letters, papers and pages call the consultation so."),
        words.title,
        "particulars",
        told_as=("title",),
        default=_AT_BEGINNING,
    ),
    SettingRow(
        Subject.GENERAL,
        "",
        _("First and last day"),
        _("Sittings are held on these days, and registration closes with the last one."),
        words.days,
        "particulars",
        "id_first_day",
        told_as=("first_day", "last_day"),
        default=_AT_BEGINNING,
    ),
    SettingRow(
        Subject.GENERAL,
        "",
        _("Time zone"),
        _("Deadlines and sittings are given in it."),
        words.time_zone,
        "particulars",
        "id_time_zone",
        told_as=("time_zone",),
        default=_AT_BEGINNING,
    ),
    SettingRow(
        Subject.LETTERS,
        "clearance",
        _("Clearance of letters"),
        _("A letter is sent once a second person of the secretariat has cleared it."),
        words.yes_or_no("clearance"),
        "letterhead",
        "clearance",
        Rule.CLEARANCE,
    ),
    SettingRow(
        Subject.LETTERS,
        "letter_series",
        _("Series of letters"),
        _("The next letter is given the next number in this series."),
        words.letter_series,
        "letterhead",
        "id_letter_series",
    ),
    SettingRow(
        Subject.LETTERS,
        "most_extensions",
        _("Extensions of one deadline at most"),
        _("A deadline cannot be extended more often than this."),
        words.number("most_extensions"),
        "letterhead",
        "id_most_extensions",
        Rule.EXTENSION,
    ),
    SettingRow(
        Subject.LETTERS,
        "ballot_mode",
        _("Mode of decisions by correspondence"),
        _("New ballots and silence procedures begin with this mode; each letter can choose another one."),
        words.ballot_mode,
        "letterhead",
        "ballot-mode",
        Rule.MAJORITY,
    ),
    SettingRow(
        Subject.LETTERS,
        "condition_headings",
        _("Headings of conditions"),
        _("Members file the conditions of a reply under these headings, and a summary lists them so."),
        words.condition_headings,
        "condition_headings",
        told_as=("condition_heading",),
    ),
    SettingRow(
        Subject.LETTERS,
        "",
        _("Letterhead"),
        _("New letters go out under it; letters already sent keep their own."),
        words.letterhead,
        "letterhead",
        "emblem",
        default=_("None"),
        last=words.letterhead_set,
    ),
    SettingRow(
        Subject.REGISTRATION,
        "",
        _("Registration period"),
        _("People can register during this period; the secretariat can enter people at any time."),
        words.registration_period,
        "registration_settings",
        "id_opens",
        told_as=("opens", "closes"),
        default=_("No limit"),
    ),
    SettingRow(
        Subject.REGISTRATION,
        "open_after_end",
        _("Registration stays open after the last day"),
        _("If not, registration closes with the last day at the latest."),
        words.yes_or_no("open_after_end"),
        "registration_settings",
        "id_open_after_end",
    ),
    SettingRow(
        Subject.REGISTRATION,
        "classes",
        _("Classes of participants"),
        _("The class of a Member says what its delegates may do, when they speak and for how long."),
        words.classes,
        "participation_classes",
        rule=Rule.CAPACITY,
        told_as=("class",),
    ),
    SettingRow(
        Subject.REGISTRATION,
        "classes",
        _("Quotas"),
        _("A person who registers for a class without a free place is put on the waiting list."),
        words.quotas,
        "registration_settings",
        "quotas",
        Rule.QUOTA,
        told_as=("quotas",),
    ),
    SettingRow(
        Subject.REGISTRATION,
        "several_capacities",
        _("Several capacities for one person"),
        _("A person with a role, or of another Member, may also act for a Member, once they have accepted."),
        words.yes_or_no("several_capacities"),
        "registration_settings",
        "id_several_capacities",
        Rule.ONE_CAPACITY,
    ),
    SettingRow(
        Subject.AGENDA,
        "lists",
        _("Lists of items"),
        _("Items are put to Members in these lists; the rule of its list says how an item comes onto the agenda."),
        words.lists,
        "item_lists",
        rule=Rule.CANDIDATES,
        told_as=("list",),
    ),
    SettingRow(
        Subject.AGENDA,
        "document_series",
        _("Series of documents"),
        _("Documents are numbered in these; each has symbols of its own."),
        words.document_series,
        "document_series",
        rule=Rule.SENT_NEVER_CHANGES,
    ),
    SettingRow(
        Subject.AGENDA,
        "document_contents",
        _("Texts for adoption"),
        _("A document may contain these; an item whose document does is an item with a proposal."),
        words.document_contents,
        "document_contents",
        rule=Rule.OUTCOMES,
        told_as=("document_content",),
    ),
    SettingRow(
        Subject.AGENDA,
        "contribution_parts",
        _("Template of contributions"),
        _("A contribution is written under these headings."),
        words.contribution_parts,
        "contribution_parts",
        rule=Rule.CONTRIBUTION_CONTENT,
        told_as=("contribution_part",),
    ),
    SettingRow(
        Subject.AGENDA,
        "contribution_deadline",
        _("Deadline of contributions"),
        _("Contributions received later are late, and need the acceptance of the Chair."),
        words.contribution_deadline,
        "contribution_terms",
        "id_contribution_deadline",
        Rule.CONTRIBUTION_CANDIDATES,
    ),
    SettingRow(
        Subject.AGENDA,
        "contribution_pages",
        _("Recommended pages of a contribution"),
        _("A longer contribution is accepted with a warning."),
        words.number("contribution_pages"),
        "contribution_terms",
        "id_contribution_pages",
        Rule.CONTRIBUTION_CONTENT,
    ),
    SettingRow(
        Subject.AGENDA,
        "least_yes",
        _("Members that must ask for a candidate"),
        _("So many Members must ask for an item to make it a candidate, unless its list has a number of its own."),
        words.number("least_yes"),
        "item_lists",
        "id_least_yes",
        Rule.CANDIDATES,
    ),
    SettingRow(
        Subject.AGENDA,
        "states_on_agenda",
        _("Members named on the agenda"),
        _("The published agenda names the Members that requested or opposed an item."),
        words.yes_or_no("states_on_agenda"),
        "agenda_publish",
        "states_on_agenda",
        Rule.CANDIDATES,
    ),
    SettingRow(
        Subject.SITTINGS,
        "ready_answers",
        _("Ready answers"),
        _("The help desk puts these texts into its answers, in the language of the person."),
        words.ready_answers,
        "ready_answers",
        told_as=("ready_answer",),
    ),
    SettingRow(
        Subject.SITTINGS,
        "",
        _("Session to which the conclusions go"),
        _("Proposed conclusions, and items that are deferred, go to this session."),
        words.session,
        "particulars",
        told_as=("physical_session",),
        default=_("None"),
    ),
    SettingRow(
        Subject.SITTINGS,
        "sitting_days",
        _("Days with sittings at most"),
        _("Sittings cannot be planned on more days than this."),
        words.sitting_days,
        "plan_limit",
        "id_most",
        Rule.FIVE_DAYS,
    ),
    SettingRow(
        Subject.SITTINGS,
        "noted_with_proposal",
        _("Items with a proposal may be noted"),
        _("An item under which something is proposed can be closed as noted, not only with a conclusion or deferred."),
        words.yes_or_no("noted_with_proposal"),
        "conduct",
        "id_noted_with_proposal",
        Rule.OUTCOMES,
    ),
    SettingRow(
        Subject.SITTINGS,
        "objections_stop",
        _("An objection prevents a conclusion"),
        _("While a Member that may cause a deferral objects, the item can only be deferred."),
        words.yes_or_no("objections_stop"),
        "conduct",
        "id_objections_stop",
        Rule.STANDING_OBJECTION,
    ),
    SettingRow(
        Subject.SITTINGS,
        "outcomes",
        _("Outcomes of items"),
        _("The outcomes with which an item is closed are called so in the room and on the time plan."),
        words.outcomes,
        "item_outcomes",
        rule=Rule.OUTCOMES,
    ),
    SettingRow(
        Subject.SITTINGS,
        "connect_seconds",
        _("Time for a speaker to connect"),
        _("A speaker who is not heard within this time, or loses the connection for as long, loses the floor."),
        words.amount("connect_seconds", "second"),
        "conduct",
        "id_connect_seconds",
    ),
    SettingRow(
        Subject.SITTINGS,
        "interpretation_wait_seconds",
        _("Time to wait for the interpretation"),
        _("The next speaker waits so long at most while the previous statement is still being interpreted."),
        words.amount("interpretation_wait_seconds", "second"),
        "conduct",
        "id_interpretation_wait_seconds",
        rule=Rule.INTERPRETATION_FIRST,
    ),
    SettingRow(
        Subject.SITTINGS,
        "on_air_minutes",
        _("Time on air before a change"),
        _("An interpreter is asked to hand over after this time, and shifts are split by it."),
        words.amount("on_air_minutes", "minute"),
        "conduct",
        "id_on_air_minutes",
        rule=Rule.SHIFTS,
    ),
    SettingRow(
        Subject.SITTINGS,
        "statement_words",
        _("Words of a statement"),
        _("The text that a delegation hands in for one statement has at most so many words."),
        words.number("statement_words"),
        "record_settings",
        "id_statement_words",
    ),
    SettingRow(
        Subject.SITTINGS,
        "correction_days",
        _("Days for corrections of a summary record"),
        _("Delegations can ask for corrections of their own statements for so many days after it was circulated."),
        words.amount("correction_days", "day"),
        "record_settings",
        "id_correction_days",
    ),
    SettingRow(
        Subject.LANGUAGES,
        "languages",
        _("Languages of documents"),
        _("Letters, titles, papers and messages are written in these languages, and listed in this order."),
        words.languages_of_documents,
        "particulars",
        "languages",
    ),
    SettingRow(
        Subject.LANGUAGES,
        "languages",
        _("Language used for missing texts"),
        _("It is shown where a text does not exist in the reader’s language."),
        words.language_of_missing_texts,
        "particulars",
        "id_fallback",
    ),
    SettingRow(
        Subject.LANGUAGES,
        "languages",
        _("Languages of sittings"),
        _("Each has a booth and a channel, unless a sitting has other languages."),
        words.languages_of_sittings,
        "particulars",
        "languages",
    ),
    SettingRow(
        Subject.MESSAGES,
        "sender",
        _("Sender of messages"),
        _("Every message names this sender; replies and questions go to the addresses given here."),
        words.sender,
        "sender",
    ),
    SettingRow(
        Subject.MESSAGES,
        "help_phone",
        _("Telephone of the technicians"),
        _("It is shown to people waiting for a code, and at the end of each message."),
        words.help_phone,
        "registration_settings",
        "id_help_phone",
    ),
    SettingRow(
        Subject.SECURITY,
        "second_factor",
        _("Roles requiring a second factor"),
        _("People of these classes and roles use a passkey or a code of an authenticator app to sign in."),
        words.second_factor,
        "registration_settings",
        "second-factor",
    ),
    SettingRow(
        Subject.SECURITY,
        "link_hours",
        _("Validity of a personal link"),
        _("A personal link sent in a message can be used during this time."),
        words.amount("link_hours", "hour"),
        "registration_settings",
        "id_link_hours",
    ),
    SettingRow(
        Subject.SECURITY,
        "privacy_notice",
        _("Privacy notice"),
        _("Everybody can read it; the forms of registration lead to it."),
        words.privacy_notice,
        "privacy_desk",
    ),
    SettingRow(
        Subject.SECURITY,
        "retention_days",
        _("Retention of personal data"),
        _("Its deletion is announced when this period after the last day is over; the record stays."),
        words.amount("retention_days", "day"),
        "registration_settings",
        "id_retention_days",
    ),
)
#: What the pages are called that have no entry in the navigation.
_PAGES: dict[str, _StrPromise] = {
    "agenda_publish": _("Publish the agenda"),
    "plan_limit": _("Limit of days"),
    "conduct": _("Conduct of sittings"),
    "record_settings": _("Statements and summary records"),
    "contribution_terms": _("Deadline and length of contributions"),
}


def page_label(row: SettingRow) -> str:
    """What the page is called on which a setting is changed."""
    entries = {entry.name: entry.label for entry in ENTRIES}
    return str(entries.get(row.page) or _PAGES[row.page])
