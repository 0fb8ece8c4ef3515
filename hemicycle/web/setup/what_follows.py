"""What follows from a change of a setting for what is in progress: a sitting, letters that ask, letters that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.correspondence import waiting
from hemicycle.correspondence.queries import asking_now
from hemicycle.sittings.queries import all_going_on
from hemicycle.web.setup.setting_rows import ROWS
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.setup.setting_rows import SettingRow

_CLEARED_ANEW = _(
    "Letters and papers already issued remain as they are. Letters submitted or cleared must be submitted for "
    "clearance again."
)
_REGISTERED = _("Registrations already received remain. New ones are accepted or refused according to the new setting.")
#: By what the journal calls a setting, or else by its page.
FOLLOWS: dict[str, _StrPromise] = {
    "title": _CLEARED_ANEW,
    "physical_session": _CLEARED_ANEW,
    "first_day": _CLEARED_ANEW,
    "time_zone": _("It cannot be changed while a sitting is in progress or a deadline runs."),
    "letterhead": _CLEARED_ANEW,
    "clearance": _(
        "Without clearance, letters already submitted can be sent at once. With it, each letter not yet sent must be "
        "cleared."
    ),
    "letter_series": _("Letters already created keep their symbols."),
    "most_extensions": _("Extensions already given remain; the limit applies to any further one."),
    "ballot_mode": _("Letters already drafted or sent keep their own mode."),
    "ready_answer": _("Answers already sent remain."),
    "condition_heading": _(
        "Conditions already submitted keep their heading; Members who have yet to reply choose from the new list."
    ),
    "opens": _REGISTERED,
    "open_after_end": _REGISTERED,
    "class": _(
        "Rights and membership cannot be changed during a sitting, nor the rights of Members who are asked in a "
        "letter. New names and speaking times apply at once. After a change of names, letters submitted or cleared "
        "must be submitted for clearance again."
    ),
    "quotas": _("Nobody loses a confirmed place. Where there are more places, people on the waiting list move up."),
    "several_capacities": _("Capacities already accepted remain."),
    "list": _("Once Members have been asked about a list, its name and rule remain as they are."),
    "document_series": _(
        "Documents keep their symbols. The symbols of a series that has documents cannot be changed, nor can it be "
        "removed."
    ),
    "document_content": _(
        "Versions already published keep the names that they had. A kind of text that a document contains cannot be "
        "removed."
    ),
    "contribution_part": _(
        "Contributions already submitted keep their text. Documents already posted remain as they were printed."
    ),
    "contribution_deadline": _("Contributions already received are judged by the new deadline."),
    "contribution_pages": _("Nothing is refused for its length; the warning follows the new number."),
    "least_yes": _("It can no longer be changed once Members have been asked about a list that follows it."),
    "states_on_agenda": _("The agenda already published remains as it is; the setting applies to its next version."),
    "sitting_days": _("Sittings already planned remain."),
    "noted_with_proposal": _(
        "It cannot be changed while an item with a proposal is under discussion. Outcomes already recorded remain."
    ),
    "objections_stop": _("It cannot be changed while an item is under discussion. Outcomes already recorded remain."),
    "outcomes": _("Outcomes already recorded remain, and are shown under the new names."),
    "connect_seconds": _("It also applies to the speaker who has the floor now."),
    "interpretation_wait_seconds": _(
        "It applies to the next speaker, unless the presiding officer has set another time."
    ),
    "on_air_minutes": _("It applies at once to interpreters on air. Shifts already planned remain."),
    "statement_words": _("Texts already handed in remain."),
    "correction_days": _("A summary record already circulated keeps its period."),
    "languages": _(
        "Letters and papers already issued keep their languages. Letters not yet sent need a text in each language. "
        "No booth is added or removed while a sitting is in progress."
    ),
    "sender": _("It applies to messages sent from now on."),
    "help_phone": _("It is shown at once, and in messages sent from now on."),
    "second_factor": _(
        "People affected are asked for it at once. Nobody in a sitting is put out of it: in that case the change is "
        "refused."
    ),
    "link_hours": _("It applies to links sent from now on."),
    "privacy_notice": _("Everybody reads the new text at once."),
    "retention_days": _("A deletion already announced is not brought forward; a longer period delays it."),
}


#: The same of pages that change what is no row of the table: what they change, and what follows.
BESIDE: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "paper_words": (_("Standard wording"), _CLEARED_ANEW),
    "terms": (_("Terms"), _CLEARED_ANEW),
}


def follows(row: SettingRow) -> _StrPromise:
    """What follows from a change of it."""
    return FOLLOWS[row.names[0] or row.page]


def of_page(page: str) -> dict[str, _StrPromise]:
    """The same of each setting of a page, by what it is called; what several have in common once."""
    found: dict[str, _StrPromise] = {}
    if page in BESIDE:
        label, words = BESIDE[page]
        found[str(label)] = words
    for row in ROWS:
        if row.page == page and follows(row) not in found.values():
            found[str(row.label)] = follows(row)
    return found


def in_progress(consultation: Consultation, at: datetime) -> list[str]:
    """The sitting that goes on, the letters whose deadline runs, and those that wait for clearance."""
    sittings = [labels.sitting_title(row) for row in all_going_on(consultation)]
    asking = [row.letter.symbol for row in asking_now(consultation, at)]
    drafts = {row.symbol for row in waiting.letters(consultation)} - set(asking)
    return [*sittings, *asking, *sorted(drafts)]
