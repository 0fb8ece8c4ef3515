"""A Member's names on its page: as at a day, those before and after, and for the secretariat what changes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import NATIVE_NAMES, in_order, reader_language
from hemicycle.people.member_names import member_name, name_in_force
from hemicycle.people.state_names import listed_name
from hemicycle.web.members.page_actions import name_key
from hemicycle.web.toolkit.labels import plain_date

if TYPE_CHECKING:
    from hemicycle.people.models import Member, MemberName
    from hemicycle.web.members.page_forms import ActionForm, PageForms


@dataclass(frozen=True)
class NamePeriod:
    """One of several names that a Member has had in a language, with the days on which it is its name.

    Attributes:
        remove: Takes out a new name that was entered by mistake; the first name has none.
    """

    words: str
    name: str
    official: str
    correct: ActionForm
    remove: ActionForm | None


@dataclass(frozen=True)
class NameRow:
    """A Member's name in one language as at a day, and for the secretariat the forms that change it.

    Attributes:
        short: What is shown; a language without a name of its own borrows another's.
        source: Where it comes from; empty for the list's and for what is borrowed.
        certain: The list's name is known to be the short form of the United Nations.
        periods: All names that are kept, where they are several.
        begin: A new name from a day on.
        change: Corrects the name of today; it stands with each period where they are several.
    """

    language: str
    native: str
    short: str
    official: str
    source: str
    own: bool
    checked: bool
    borrowed: bool
    certain: bool
    periods: list[NamePeriod]
    begin: ActionForm
    change: ActionForm
    check: ActionForm


def name_rows(member: Member, on: date, forms: PageForms) -> list[NameRow]:
    """The names of a Member that was read whole: in the consultation's languages, the reader's, and those kept."""
    kept = in_order(row.language for row in member.names.all())
    languages = dict.fromkeys([*forms.at.consultation.languages.every, reader_language(), *kept])
    return [_row(member, language, on, forms) for language in languages]


def _row(member: Member, language: str, on: date, forms: PageForms) -> NameRow:
    today = forms.at.now.date()
    own, now = name_in_force(member, language, on), name_in_force(member, language, today)
    listed = listed_name(member.code, language, on)
    listed_now = listed_name(member.code, language, today)
    given, native = listed_now.name if listed_now else "", NATIVE_NAMES[language]
    official = now.official if now else ""
    return NameRow(
        language,
        native,
        member_name(member, language, on=on),
        own.official if own else "",
        own.source if own else "",
        own=own is not None,
        checked=own is not None and own.checked,
        borrowed=own is None and listed is None,
        certain=listed is not None and listed.certain,
        periods=_periods(member, language, forms),
        begin=forms("rename", language, title=native),
        change=forms(
            "name", language, title=native, short=now.name if now and now.name != given else "", official=official
        ),
        check=forms("checked", language, title=native, short=now.name if now else given, official=official),
    )


def _periods(member: Member, language: str, forms: PageForms) -> list[NamePeriod]:
    kept = sorted(
        (row for row in member.names.all() if row.language == language), key=lambda row: row.since or date.min
    )
    if not kept or (len(kept) == 1 and kept[0].since is None):
        return []
    return [_period(row, following, forms) for row, following in zip(kept, [*kept[1:], None], strict=True)]


def _period(row: MemberName, following: MemberName | None, forms: PageForms) -> NamePeriod:
    words, key = _days(row.since, following.since if following else None), name_key(row.language, row.since)
    title = beside([NATIVE_NAMES[row.language], words])
    return NamePeriod(
        words,
        row.name,
        row.official,
        forms("name", key, title=title, short=row.name, official=row.official),
        forms("name-remove", key, title=title) if row.since else None,
    )


def _days(since: date | None, until: date | None) -> str:
    """As in "from 1 June 2022", "before 1 June 2022": a name ends where the next one begins."""
    if since and until:
        return _("from %(first)s, before %(next)s") % {"first": plain_date(since), "next": plain_date(until)}
    if since:
        return _("from %(first)s") % {"first": plain_date(since)}
    return _("before %(next)s") % {"next": plain_date(until)} if until else ""
