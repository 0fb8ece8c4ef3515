"""What waits, in words: what it is, why it waits, and what its button says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_timedelta
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hemicycle.consultations import local
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.people import queries as people
from hemicycle.people.member_names import member_name
from hemicycle.web.desk.kinds import Kind
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.desk.matters import Matter


#: So many Members are named of those that a matter is about; of more, how many.
_BY_NAME = 4


@dataclass(frozen=True)
class Said:
    """A matter in words.

    Attributes:
        ago: How long it has waited, as in "2 days".
        urgent: It comes before all others.
    """

    kind: Kind
    title: str
    why: str
    button: str
    address: str
    since: datetime
    ago: str
    urgent: bool = False


@dataclass(frozen=True)
class _Names:
    """What the people and Members are called that matters are about."""

    consultation: Consultation
    members: dict[int, str]
    persons: dict[int, str]

    def member(self, matter: Matter) -> str:
        """Whose reply it is."""
        return self.members.get(matter.member or 0, "")

    def listed(self, matter: Matter) -> str:
        """Which Members it is about, a few of them by name."""
        names = [self.members[key] for key in matter.members[:_BY_NAME]]
        more = len(matter.members) - len(names)
        if more:
            names.append(ngettext("%(number)s more", "%(number)s more", more) % {"number": more})
        return listed(names)

    def person(self, matter: Matter) -> str:
        """Whom it is about, or who did the first half."""
        return self.persons.get(matter.person or matter.by or 0, "")


def said(consultation: Consultation, matters: Sequence[Matter], now: datetime) -> list[Said]:
    """Matters in words, in their order. Two reads at most."""
    members = people.members_by_key(
        key for matter in matters for key in (*matter.members[:_BY_NAME], matter.member) if key
    )
    persons = people.names_by_key(key for matter in matters if (key := matter.person or matter.by))
    names = _Names(consultation, {key: member_name(row) for key, row in members.items()}, persons)
    return [_said(matter, names, now) for matter in matters]


def _said(matter: Matter, names: _Names, now: datetime) -> Said:
    title, why, button = _WORDS[matter.kind](matter, names)
    return Said(
        matter.kind, title, why, button, _address(matter, names.consultation), matter.since, ago(matter.since, now),
        urgent=matter.kind is Kind.HELP,
    )  # fmt: skip


def _address(matter: Matter, consultation: Consultation) -> str:
    query = {"need": "decision"} if matter.kind is Kind.REGISTRATION else None
    return reverse(matter.page, args=[consultation.slug, *matter.arguments], query=query)


def ago(since: datetime, now: datetime) -> str:
    """How long something has waited, in its largest unit."""
    return format_timedelta(now - since, granularity="minute", threshold=1, locale=reader_language())


def _help(matter: Matter, names: _Names) -> tuple[str, str, str]:
    if matter.number > 1:
        title = ngettext("%(number)s person waits for an answer", "%(number)s people wait for an answer", matter.number)
        return title % {"number": matter.number}, _("Cases of the help desk."), _("View cases")
    name = names.person(matter) if matter.person is not None else _("Somebody who is not registered")
    title = _("%(name)s waits for an answer") % {"name": name}
    return title, _("Case of the help desk."), _("Open the case")


def _registration(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    number = matter.number
    title = ngettext("%(number)s registration to decide on", "%(number)s registrations to decide on", number)
    why = _("Endorsed by the focal point, or of a Member without one.")
    return title % {"number": number}, why, _("View registrations")


def _many(words: str, number: int, why: str) -> tuple[str, str, str]:
    """Many replies of a kind, on the page of all that wait."""
    return words % {"number": number}, why, _("View replies")


def _reply_confirm(matter: Matter, names: _Names) -> tuple[str, str, str]:
    if (number := matter.number) > 1:
        words = ngettext(
            "%(number)s reply to be confirmed by a second person",
            "%(number)s replies to be confirmed by a second person",
            number,
        )
        return _many(words, number, _("Entered by colleagues from letters, e-mails or calls."))
    title = _("Reply of %(member)s, to be confirmed by a second person") % {"member": names.member(matter)}
    why = _("%(symbol)s. Entered by %(name)s.") % {"symbol": matter.symbol, "name": names.person(matter)}
    return title, why, _("Compare and confirm")


def _reply_late(matter: Matter, names: _Names) -> tuple[str, str, str]:
    if (number := matter.number) > 1:
        words = ngettext("%(number)s late reply", "%(number)s late replies", number)
        return _many(words, number, _("They count only if the Chair accepts them."))
    title = _("Late reply of %(member)s") % {"member": names.member(matter)}
    why = _("%(symbol)s. It counts only if the Chair accepts it.") % {"symbol": matter.symbol}
    return title, why, _("View reply")


def _reply_conflict(matter: Matter, names: _Names) -> tuple[str, str, str]:
    if (number := matter.number) > 1:
        words = ngettext("Different replies of %(number)s Member", "Different replies of %(number)s Members", number)
        return _many(words, number, _("None counts until the focal points settle them."))
    title = _("Different replies of %(member)s") % {"member": names.member(matter)}
    why = _("%(symbol)s. None counts until the focal point settles it.") % {"symbol": matter.symbol}
    return title, why, _("View reply")


def _of_letter(matter: Matter) -> str:
    """Its symbol, with the language where it is a language version."""
    language = NATIVE_NAMES.get(matter.detail or "", "")
    return f"{matter.symbol} ({language})" if language else matter.symbol


def _letter_clear(matter: Matter, names: _Names) -> tuple[str, str, str]:
    title = _("%(letter)s awaits clearance") % {"letter": _of_letter(matter)}
    return title, _("Submitted by %(name)s.") % {"name": names.person(matter)}, _("Open letter")


def _letter_returned(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    title = _("%(letter)s was returned without clearance") % {"letter": _of_letter(matter)}
    return title, _("Change it and submit it again."), _("Open letter")


def _letter_cleared(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    title = _("%(letter)s is cleared and not sent") % {"letter": _of_letter(matter)}
    return title, _("A change needs a new clearance."), _("Open letter")


def _letter_papers(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    title = _("The files of %(letter)s could not be generated") % {"letter": matter.symbol}
    return title, _("Its readers find no PDF or Word file."), _("Open letter")


def _silence_broken(matter: Matter, names: _Names) -> tuple[str, str, str]:
    title = _("The silence procedure of %(symbol)s is broken") % {"symbol": matter.symbol}
    return title, _("Objection: %(members)s.") % {"members": names.listed(matter)}, _("Open enquiry")


def _result(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    title = _("Result of %(symbol)s to be declared") % {"symbol": matter.symbol}
    passed = _("The deadline passed: %(deadline)s.") % {"deadline": local.deadline(matter.detail.deadline)}
    return title, passed, _("Open enquiry")


def _condition_confirm(matter: Matter, names: _Names) -> tuple[str, str, str]:
    number = matter.number
    title = ngettext(
        "%(number)s change to a condition to confirm", "%(number)s changes to conditions to confirm", number
    )
    why = _("%(symbol)s. Entered by %(name)s.") % {"symbol": matter.symbol, "name": names.person(matter)}
    return title % {"number": number}, why, _("View conditions")


def _condition_sort(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    number = matter.number
    title = ngettext("%(number)s condition in no cluster", "%(number)s conditions in no cluster", number)
    return title % {"number": number}, f"{matter.symbol}.", _("View conditions")


def _address_(matter: Matter, names: _Names) -> tuple[str, str, str]:
    why = _("Entered by %(name)s.") % {"name": names.person(matter)}
    return _("New address of a colleague, to be confirmed by a second person"), why, _("Open message")


def _mail(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    number = matter.number
    title = ngettext("%(number)s message was not delivered", "%(number)s messages were not delivered", number)
    return title % {"number": number}, _("Correct the address and send again."), _("View messages")


def _arrival(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    number = matter.number
    title = ngettext("%(number)s message to be filed", "%(number)s messages to be filed", number)
    return title % {"number": number}, _("The reason is given with each message."), _("View messages")


def _import(matter: Matter, _names: _Names) -> tuple[str, str, str]:
    why = ngettext("%(number)s row.", "%(number)s rows.", matter.detail) % {"number": matter.detail}
    return _("Import checked, not applied"), why, _("Open import")


def _summary_correction(matter: Matter, names: _Names) -> tuple[str, str, str]:
    who = names.member(matter) or names.person(matter)
    title = _("Correction of the summary record requested: %(member)s") % {"member": who}
    return title, _("The delegation is informed of the decision."), _("View request")


def _contribution(matter: Matter, names: _Names, words: tuple[str, str], why: str) -> tuple[str, str, str]:
    """One, by its receipt and Members; or many of a kind, on the page of all.

    Args:
        words: Of one, naming its Members, and of many, with their number.
        why: What is to be done.
    """
    if matter.number > 1:
        return words[1] % {"number": matter.number}, why, _("View contributions")
    return words[0] % {"members": names.listed(matter)}, f"{matter.symbol}. {why}", _("Open contribution")


def _contribution_check(matter: Matter, names: _Names) -> tuple[str, str, str]:
    many = ngettext("%(number)s contribution to check", "%(number)s contributions to check", matter.number)
    words = (_("Contribution of %(members)s to check"), many)
    return _contribution(matter, names, words, _("Assign a document number, or request changes."))


def _contribution_confirm(matter: Matter, names: _Names) -> tuple[str, str, str]:
    many = ngettext("%(number)s contribution to confirm", "%(number)s contributions to confirm", matter.number)
    words = (_("Contribution of %(members)s to confirm"), many)
    return _contribution(matter, names, words, _("Its Member, or a second person, confirms it."))


def _contribution_late(matter: Matter, names: _Names) -> tuple[str, str, str]:
    many = ngettext("%(number)s late contribution", "%(number)s late contributions", matter.number)
    words = (_("Late contribution of %(members)s"), many)
    return _contribution(matter, names, words, _("The Chair decides whether it is accepted."))


def _contribution_post(matter: Matter, names: _Names) -> tuple[str, str, str]:
    many = ngettext("%(number)s contribution to post", "%(number)s contributions to post", matter.number)
    words = (_("Contribution of %(members)s to post"), many)
    return _contribution(matter, names, words, _("Translate it, then post it."))


def _readiness(matter: Matter, names: _Names) -> tuple[str, str, str]:
    number = matter.number
    title = ngettext(
        "%(number)s Member without a working connection", "%(number)s Members without a working connection", number
    )
    words = _("%(sitting)s: %(members)s.")
    said = {"sitting": labels.sitting_number(matter.detail), "members": names.listed(matter)}
    return title % {"number": number}, words % said, _("View readiness")


def _deletion(matter: Matter, names: _Names) -> tuple[str, str, str]:
    row = matter.detail
    words = ngettext(
        "Of %(number)s person, from %(day)s at the earliest.",
        "Of %(number)s people, from %(day)s at the earliest.",
        row.people,
    )
    day = labels.plain_date(names.consultation.day(row.begins_at))
    return (
        _("Deletion of personal data to be confirmed"),
        words % {"number": row.people, "day": day},
        pgettext("link", "Open"),
    )


def _consultation_deletion(matter: Matter, names: _Names) -> tuple[str, str, str]:
    why = _("Requested by %(name)s. A second person confirms it.") % {"name": names.person(matter)}
    return _("Deletion of the consultation to be confirmed"), why, pgettext("link", "Open")


_WORDS: dict[Kind, Callable[[Matter, _Names], tuple[str, str, str]]] = {
    Kind.HELP: _help,
    Kind.REGISTRATION: _registration,
    Kind.REPLY_CONFIRM: _reply_confirm,
    Kind.REPLY_LATE: _reply_late,
    Kind.REPLY_CONFLICT: _reply_conflict,
    Kind.LETTER_CLEAR: _letter_clear,
    Kind.LETTER_RETURNED: _letter_returned,
    Kind.LETTER_CLEARED: _letter_cleared,
    Kind.LETTER_PAPERS: _letter_papers,
    Kind.SILENCE_BROKEN: _silence_broken,
    Kind.RESULT: _result,
    Kind.CONDITION_CONFIRM: _condition_confirm,
    Kind.CONDITION_SORT: _condition_sort,
    Kind.ADDRESS: _address_,
    Kind.MAIL: _mail,
    Kind.ARRIVAL: _arrival,
    Kind.IMPORT: _import,
    Kind.SUMMARY_CORRECTION: _summary_correction,
    Kind.CONTRIBUTION_CHECK: _contribution_check,
    Kind.CONTRIBUTION_CONFIRM: _contribution_confirm,
    Kind.CONTRIBUTION_LATE: _contribution_late,
    Kind.CONTRIBUTION_POST: _contribution_post,
    Kind.READINESS: _readiness,
    Kind.DELETION: _deletion,
    Kind.CONSULTATION_DELETION: _consultation_deletion,
}
