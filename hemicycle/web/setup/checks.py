"""What each phase of a consultation needs before it can begin, what of it is missing, and where that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import is_published
from hemicycle.agenda.queries import items_ready
from hemicycle.consultations.condition_headings import headings_of
from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.languages import NATIVE_NAMES, in_order, localized
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.letter_queries import letterhead_in_use, names_signatory
from hemicycle.documents.queries import without_file
from hemicycle.mail import paper_words as own
from hemicycle.mail.own_texts import EDITABLE, all_own_texts, older
from hemicycle.people.readiness import SECRETARIAT, members_ready, staff_ready
from hemicycle.people.second_factor import left_out, roles_of
from hemicycle.rules.capacity import Role
from hemicycle.sittings.queries import sittings_to_come
from hemicycle.web.setup.ballot_checks import ballots
from hemicycle.web.setup.body_checks import body, classes, languages
from hemicycle.web.setup.check import Check, Phase, to
from hemicycle.web.setup.setting_words import second_factor
from hemicycle.web.setup.sitting_checks import sittings
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.paper_words import paper_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.agenda.queries import ItemsReady
    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.readiness import MembersReady, StaffReady


def phases(consultation: Consultation, at: datetime) -> list[Phase]:
    """Every phase of a consultation, by a constant number of queries."""
    members, staff, items = members_ready(consultation, at), staff_ready(consultation), items_ready(consultation)
    votes = ballots(consultation, at)
    return [
        Phase("registration", _("Before registration opens"), _registration(consultation, members, staff)),
        Phase("letters", _("Before the first letter is sent"), _letters(consultation, members)),
        Phase("agenda", _("Before the agenda is published"), _agenda(consultation, items, staff)),
        *([Phase("ballots", _("Before each ballot is sent"), votes)] if votes else []),
        Phase("sittings", _("Before the sittings"), sittings(consultation, staff)),
    ]


def _days(consultation: Consultation) -> str:
    first, last = (labels.plain_date(on) for on in (consultation.first_day, consultation.last_day))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _registration(consultation: Consultation, members: MembersReady, staff: StaffReady) -> list[Check]:
    opens = consultation.registration_opens_at
    words = _days(consultation)
    if opens is not None:
        named = {"moment": labels.moment(opens, consultation.zone), "days": words}
        words = _("%(days)s. Registration opens on %(moment)s") % named
    secretariat = staff.has(Role.SECRETARIAT)
    return [
        Check(_("Dates"), words, "", to("particulars", consultation), _("Change")),
        classes(consultation),
        _members(consultation, members),
        Check(
            _("Secretariat"),
            ngettext("%(number)d person", "%(number)d people", secretariat) % {"number": secretariat},
            "" if secretariat >= SECRETARIAT else _("a second person, whom the operator lets in"),
            f"{to('registration_new', consultation)}{'' if secretariat >= SECRETARIAT else '#second-person'}",
            _("Enter somebody") if secretariat >= SECRETARIAT else _("Instructions"),
        ),
        _second_factor(consultation),
        _privacy(consultation),
        body(consultation),
        languages(consultation, staff),
    ]


def _second_factor(consultation: Consultation) -> Check:
    """Whoever reads the mail of those who act for the body would sign in as them."""
    lacking = left_out(roles_of(consultation))
    missing = _("not required of %(roles)s") % {"roles": listed(labels.capacity(role) for role in lacking)}
    return Check(
        _("Second factor"),
        second_factor(settings_of(consultation.settings), consultation),
        missing if lacking else "",
        f"{to('registration_settings', consultation)}#second-factor",
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
    return Check(_("Privacy notice"), words, missing, to("privacy_desk", consultation), _("Write it"))


def _members(consultation: Consultation, members: MembersReady) -> Check:
    missing = ""
    if not members.invited:
        missing = _("no Member is invited")
    elif members.without_class:
        missing = ngettext(
            "%(number)d Member without a class", "%(number)d Members without a class", members.without_class
        ) % {"number": members.without_class}
    words = ngettext("%(number)d Member is invited", "%(number)d Members are invited", members.invited)
    address = to("members_desk" if members.invited else "members", consultation)
    if members.without_class:
        address += "?show=no_class#list"
    link = pgettext("link", "Open") if members.invited else _("Invite Members")
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
            f"{to('members_desk', consultation)}{'?show=no_address#list' if members.without_address else ''}",
            _("Name focal points"),
        ),
        Check(
            _("Letterhead"),
            beside([localized(head.body), "" if head.emblem else _("without an emblem")]) if head else "",
            "" if head else _("no letterhead"),
            to("letterhead", consultation),
            _("Change") if head else _("Set the letterhead"),
        ),
        Check(
            _("Signatory"),
            _("The next letter is signed as the one before") if signed else "",
            "" if signed else _("no letter says who signs it"),
            to("letters_desk", consultation),
            _("Open the letters"),
        ),
        _headings(consultation),
        *_words(consultation),
        *_texts(consultation),
    ]


def _without_name(consultation: Consultation, names: Iterable[Text]) -> str:
    """The languages of documents in which one of these names is lacking; empty where none is."""
    given = list(names)
    lacking = [code for code in consultation.languages.documents if any(not name.get(code) for name in given)]
    return listed(NATIVE_NAMES[code] for code in lacking)


def _headings(consultation: Consultation) -> Check:
    """None is enough: then conditions are asked for in one list."""
    headings = headings_of(consultation).values()
    lacking = _without_name(consultation, (row.name for row in headings))
    missing = _("a heading without a name in %(languages)s") % {"languages": lacking}
    return Check(
        _("Headings of conditions"),
        listed(row.label for row in headings) or _("None: conditions are asked for in one list"),
        missing if lacking else "",
        to("condition_headings", consultation),
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
    address = f"{to('paper_words', consultation)}?language={first}"
    names = listed(NATIVE_NAMES[code] for code in languages)
    return [Check(_("Standard wording"), names, listed(missing), address, _("Enter the phrases"))]


def _texts(consultation: Consultation) -> list[Check]:
    """Texts of messages and letters that the consultation words itself, whose translations did not follow a change."""
    own, behind = all_own_texts(consultation), older(consultation)
    worded = [name for name in EDITABLE if name in own]
    if not worded:
        return []
    codes = {code for codes in behind.values() for code in codes}
    missing = ngettext(
        "%(number)d text is older than in %(source)s, in %(languages)s",
        "%(number)d texts are older than in %(source)s, in %(languages)s",
        len(behind),
    ) % {
        "number": len(behind),
        "source": NATIVE_NAMES[consultation.languages.last_resort],
        "languages": listed(NATIVE_NAMES[code] for code in in_order(codes)),
    }
    words = ngettext("%(number)d text with own wording", "%(number)d texts with own wording", len(worded))
    return [
        Check(
            _("Texts of messages and letters"),
            words % {"number": len(worded)},
            missing if behind else "",
            to("mail_text", consultation, next(iter(behind))) if behind else to("mail_texts", consultation),
            _("Revise the text") if behind else _("Open the texts"),
        )
    ]


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
            to("item_lists", consultation),
            _("Change") if lists else _("Enter a list"),
        ),
        Check(
            _("Items"),
            words % {"number": items.total, "put": items.put},
            missing,
            f"{to('items', consultation)}{'?document=none' if items.without_document else ''}",
            _("Open the items"),
        ),
        Check(
            _("Chair"),
            ngettext("%(number)d person", "%(number)d people", chairs) % {"number": chairs},
            "" if chairs else _("nobody is confirmed as Chair"),
            to("registration_new", consultation),
            _("Enter somebody"),
        ),
        _documents(consultation),
        _time_plan(consultation),
        _contents(consultation),
    ]


def _documents(consultation: Consultation) -> Check:
    """A document can be opened in one language at least."""
    total, without = without_file(consultation)
    missing = ngettext("%(number)d document without a file", "%(number)d documents without a file", without)
    return Check(
        _("Documents"),
        ngettext("%(number)d document", "%(number)d documents", total) % {"number": total},
        missing % {"number": without} if without else "",
        f"{to('documents_list', consultation)}{'?language=none' if without else ''}",
        _("Open the documents"),
    )


def _contents(consultation: Consultation) -> Check:
    """None is enough: then documents contain none."""
    contents = contents_of(consultation).values()
    lacking = _without_name(consultation, (row.name for row in contents))
    missing = _("a kind of text without a name in %(languages)s") % {"languages": lacking}
    return Check(
        _("Texts for adoption"),
        listed(row.label for row in contents) or _("None"),
        missing if lacking else "",
        to("document_contents", consultation),
        _("Change"),
    )


def _time_plan(consultation: Consultation) -> Check:
    """Who takes part reads it; a consultation without sittings has none."""
    published = is_published(consultation, AgendaPublication.Kind.TIME_PLAN)
    missing = "" if published or not sittings_to_come(consultation) else _("it is not published")
    words = _("Published") if published else ""
    address = to("plan_publish" if missing else "plan_desk", consultation)
    return Check(_("Time plan"), words, missing, address, _("Publish it") if missing else _("Open the time plan"))
