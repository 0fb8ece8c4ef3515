"""What each phase of a consultation needs before it can begin, what of it is missing, and where that is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.queries import items_ready
from hemicycle.consultations.condition_headings import headings_of
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.letter_queries import letterhead_in_use, names_signatory
from hemicycle.mail import paper_words as own
from hemicycle.people.readiness import members_ready, staff_ready
from hemicycle.people.second_factor import left_out, roles_of
from hemicycle.rules.capacity import Role
from hemicycle.sittings.queries import day, sittings_ready
from hemicycle.web.setup.setting_words import second_factor
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.paper_words import paper_words

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.agenda.queries import ItemsReady
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.readiness import MembersReady, StaffReady
    from hemicycle.sittings.queries import SittingReady

#: Whoever enters, another one confirms (rule 38).
SECRETARIAT = 2


@dataclass(frozen=True)
class Check:
    """One thing that a phase needs.

    Attributes:
        words: What there is.
        missing: What is missing, in a few words; empty where nothing is.
        address: Where it is done, with the words of the link.
    """

    title: str
    words: str
    missing: str
    address: str
    link: str

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Phase:
    """A phase with what it needs, in the order in which that is done."""

    key: str
    title: str
    checks: list[Check]

    @property
    def done(self) -> int:
        """How much of it is done."""
        return sum(check.done for check in self.checks)


def phases(consultation: Consultation, at: datetime) -> list[Phase]:
    """Every phase of a consultation, by a constant number of queries."""
    members, staff, items = members_ready(consultation, at), staff_ready(consultation), items_ready(consultation)
    return [
        Phase("registration", _("Before registration opens"), _registration(consultation, members, staff)),
        Phase("letters", _("Before the first letter is sent"), _letters(consultation, members)),
        Phase("agenda", _("Before the agenda is published"), _agenda(consultation, items, staff)),
        Phase("sittings", _("Before the sittings"), _sittings(consultation, sittings_ready(consultation), staff)),
    ]


def _to(name: str, consultation: Consultation) -> str:
    return reverse(name, args=[consultation.slug])


def _days(consultation: Consultation) -> str:
    first, last = (labels.plain_date(on) for on in (consultation.first_day, consultation.last_day))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _registration(consultation: Consultation, members: MembersReady, staff: StaffReady) -> list[Check]:
    opens = consultation.registration_opens_at
    words = _days(consultation)
    if opens is not None:
        named = {"moment": labels.moment(opens, consultation.zone), "days": words}
        words = _("%(days)s. Registration opens on %(moment)s") % named
    classes = [labels.capacity(one) for one in consultation.classes]
    secretariat = staff.has(Role.SECRETARIAT)
    return [
        Check(_("Dates"), words, "", _to("particulars", consultation), _("Change")),
        Check(
            _("Classes"),
            listed(classes),
            "" if classes else _("no class"),
            _to("participation_classes", consultation),
            _("Open the classes"),
        ),
        _members(consultation, members),
        Check(
            _("Secretariat"),
            ngettext("%(number)d person", "%(number)d people", secretariat) % {"number": secretariat},
            "" if secretariat >= SECRETARIAT else _("a second person, whom the operator lets in"),
            _to("registration_new", consultation),
            _("Enter somebody"),
        ),
        _second_factor(consultation),
        _privacy(consultation),
    ]


def _second_factor(consultation: Consultation) -> Check:
    """Whoever reads the mail of those who act for the body would sign in as them."""
    lacking = left_out(roles_of(consultation))
    missing = _("not required of %(roles)s") % {"roles": listed(labels.capacity(role) for role in lacking)}
    return Check(
        _("Second factor"),
        second_factor(settings_of(consultation.settings), consultation),
        missing if lacking else "",
        f"{_to('registration_settings', consultation)}#second-factor",
        _("Change"),
    )


def _privacy(consultation: Consultation) -> Check:
    written = settings_of(consultation.settings).privacy_notice
    documents = consultation.languages.documents
    lacking = [NATIVE_NAMES[code] for code in documents if code not in written] if written else []
    missing = _("no text") if not written else ""
    if lacking:
        missing = _("no text in %(languages)s") % {"languages": listed(lacking)}
    words = listed([NATIVE_NAMES[code] for code in documents if code in written])
    return Check(_("Privacy notice"), words, missing, _to("privacy_desk", consultation), _("Write it"))


def _members(consultation: Consultation, members: MembersReady) -> Check:
    missing = ""
    if not members.invited:
        missing = _("no Member is invited")
    elif members.without_class:
        missing = ngettext(
            "%(number)d Member without a class", "%(number)d Members without a class", members.without_class
        ) % {"number": members.without_class}
    words = ngettext("%(number)d Member is invited", "%(number)d Members are invited", members.invited)
    address = _to("members_desk" if members.invited else "members", consultation)
    link = _("Open") if members.invited else _("Invite Members")
    return Check(_("Members"), words % {"number": members.invited}, missing, address, link)


def _letters(consultation: Consultation, members: MembersReady) -> list[Check]:
    head, signed = letterhead_in_use(consultation), names_signatory(consultation)
    reached = members.invited - members.without_address
    missing = ngettext(
        "%(number)d Member without an address", "%(number)d Members without an address", members.without_address
    ) % {"number": members.without_address}
    if not members.invited:
        missing = _("no Member is invited")
    words = ngettext("%(number)d Member has an address", "%(number)d Members have an address", reached)
    return [
        Check(
            _("Addresses of Members"),
            words % {"number": reached},
            missing if members.without_address or not members.invited else "",
            f"{_to('members_desk', consultation)}?show=no_focal_point#list",
            _("Name focal points"),
        ),
        Check(
            _("Letterhead"),
            localized(head.body) if head else "",
            "" if head else _("no letterhead"),
            _to("letterhead", consultation),
            _("Change") if head else _("Set the letterhead"),
        ),
        Check(
            _("Signatory"),
            _("The next letter is signed as the one before") if signed else "",
            "" if signed else _("no letter says who signs it"),
            _to("letters_desk", consultation),
            _("Open the letters"),
        ),
        _headings(consultation),
        *_words(consultation),
    ]


def _headings(consultation: Consultation) -> Check:
    """None is enough: then conditions are asked for in one list."""
    headings = headings_of(consultation).values()
    lacking = [code for code in consultation.languages.documents if any(not row.name.get(code) for row in headings)]
    missing = _("a heading without a name in %(languages)s") % {
        "languages": listed(NATIVE_NAMES[code] for code in lacking)
    }
    return Check(
        _("Headings of conditions"),
        listed(row.label for row in headings) or _("None: conditions are asked for in one list"),
        missing if lacking else "",
        _to("condition_headings", consultation),
        _("Change"),
    )


def _words(consultation: Consultation) -> list[Check]:
    """The words that papers print, where the software does not have those of each language."""
    languages = own.without_catalogue(consultation)
    if not languages:
        return []
    rows, every = own.kept(consultation), paper_words()
    lacking = {code: len(own.lacking(every, own.given(rows.get(code), code), code)) for code in languages}
    missing = [
        ngettext("%(number)d phrase in %(language)s", "%(number)d phrases in %(language)s", number)
        % {"number": number, "language": NATIVE_NAMES[code]}
        for code, number in lacking.items()
        if number
    ]
    first = next((code for code in languages if lacking[code]), languages[0])
    address = f"{_to('paper_words', consultation)}?language={first}"
    names = listed(NATIVE_NAMES[code] for code in languages)
    return [Check(_("Standard wording"), names, listed(missing), address, _("Enter the phrases"))]


def _agenda(consultation: Consultation, items: ItemsReady, staff: StaffReady) -> list[Check]:
    chairs = staff.has(Role.CHAIR)
    words = ngettext(
        "%(number)d item, of which %(put)d on the agenda",
        "%(number)d items, of which %(put)d on the agenda",
        items.total,
    )
    missing = _("no item") if not items.total else ""
    if items.without_document:
        missing = ngettext(
            "%(number)d item without a document", "%(number)d items without a document", items.without_document
        ) % {"number": items.without_document}
    lists = [one.label for one in lists_of(consultation).values()]
    return [
        Check(
            _("Lists of items"),
            listed(lists),
            "" if lists else _("no list"),
            _to("item_lists", consultation),
            _("Change") if lists else _("Enter a list"),
        ),
        Check(
            _("Items"),
            words % {"number": items.total, "put": items.put},
            missing,
            _to("items", consultation),
            _("Open the items"),
        ),
        Check(
            _("Chair"),
            ngettext("%(number)d person", "%(number)d people", chairs) % {"number": chairs},
            "" if chairs else _("nobody is confirmed as Chair"),
            _to("registration_new", consultation),
            _("Enter somebody"),
        ),
    ]


def _sittings(consultation: Consultation, sittings: list[SittingReady], staff: StaffReady) -> list[Check]:
    if not sittings:
        address = _to("plan_days", consultation)
        return [Check(_("Calendar"), "", _("no sitting to come"), address, _("Plan the sittings"))]
    return [_sitting(consultation, row, staff) for row in sittings]


def _sitting(consultation: Consultation, row: SittingReady, staff: StaffReady) -> Check:
    """In one line, the first thing that is missing leads to where it is done."""
    silent = staff.without_interpreter(row.sitting.booths, day(row.sitting))
    empty = [code for code in row.sitting.booths if code not in {*row.booths, *silent}] if row.booths else []
    todo: list[tuple[str, str, str]] = []
    if not row.presided:
        todo.append((_("nobody presides"), _to("plan_presiding", consultation), _("Choose")))
    if not row.planned:
        todo.append((_("no items planned"), _to("plan_desk", consultation), _("Open the time plan")))
    if silent:
        words = _("no interpreters into %(languages)s") % {"languages": listed(NATIVE_NAMES[code] for code in silent)}
        todo.append((words, _to("registration_new", consultation), _("Enter somebody")))
    if empty:
        words = _("nobody in these booths: %(languages)s") % {"languages": listed(NATIVE_NAMES[code] for code in empty)}
        todo.append((words, _to("plan_booths", consultation), _("Assign")))
    words = ngettext("%(number)d item is planned", "%(number)d items are planned", row.planned)
    missing = listed(words for words, _address, _link in todo)
    _words, address, link = todo[0] if todo else ("", _to("plan_desk", consultation), _("Open the time plan"))
    return Check(labels.sitting_title(row.sitting), words % {"number": row.planned}, missing, address, link)
