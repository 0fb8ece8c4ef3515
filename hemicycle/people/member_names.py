"""Members' names: in a language and as at a day, in their order, and as far as one may be taken for another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.consultations.languages import FALLBACK, LANGUAGES, localized, reader_language
from hemicycle.consultations.list_order import name_key
from hemicycle.people.lookalikes import same_or_looking_like
from hemicycle.people.models import Member
from hemicycle.people.state_names import listed_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.list_order import Ahead, NameKey
    from hemicycle.consultations.models import Body
    from hemicycle.people.models import MemberName


def member_name(member: Member, language: str | None = None, *, on: date | None = None) -> str:
    """Name of a Member in a language: our own where one is kept, else the United Nations' for a State.

    Reads ``member.names``: prefetch it for lists.

    Args:
        on: The day whose name it is: that of the paper, the turn or the receipt which shows it. By default the day
            as at which the Member was read (``as_at``), or today.
    """
    day, wanted = on or member.as_at or timezone.localdate(), language or reader_language()
    own = member.own_names(day)
    if wanted in own:
        return own[wanted]
    listed = listed_name(member.code, wanted, day)
    if listed is None and not own:
        listed = listed_name(member.code, FALLBACK, day)
    return listed.name if listed else localized(own, wanted) or member.code


def as_at(members: Iterable[Member], on: date) -> list[Member]:
    """The same Members, which from now on are called as on that day."""
    rows = list(members)
    for member in rows:
        member.as_at = on
    return rows


def names_in_all(member: Member, on: date, languages: Iterable[str]) -> Text:
    """Its names as at a day in some languages: what a paper keeps of it. Reads ``member.names``."""
    return {language: member_name(member, language, on=on) for language in languages}


def in_list_order(members: Iterable[Member], body: Body, on: date | None = None) -> list[Member]:
    """Members in the order that their body has set for its lists. Reads ``member.names``: prefetch it.

    Where that is by the names that the reader sees, it is so in the present language: ask within that of a paper.

    Args:
        on: The day whose names count; by default that as at which each Member was read, or today.
    """
    order = body.has.order
    language = order.language

    def key(member: Member) -> tuple[Ahead, NameKey, str]:
        return ahead(member, body), name_key(member_name(member, language, on=on), language), member.code

    return sorted(members, key=key)


def ahead(member: Member, body: Body) -> Ahead:
    """What a Member is sorted by in its body's lists before its name."""
    return body.has.order.ahead(body.has.rank(member.kind, member.group), member.list_place)


def name_in_force(member: Member, language: str, on: date) -> MemberName | None:
    """The name that is kept for a language as at a day. Reads ``member.names``."""
    begun = [row for row in member.names.all() if row.language == language and (row.since is None or row.since <= on)]
    return max(begun, key=lambda row: row.since or date.min, default=None)


def unchecked_languages(member: Member, languages: Iterable[str], on: date | None = None) -> list[str]:
    """Those of some languages in which a Member's name as at a day has not been compared with an official list.

    Reads ``member.names``.

    Args:
        languages: Those of the consultation, ``Languages.every``: in others nobody asks for the name.
    """
    day = on or timezone.localdate()
    return [language for language in languages if not _is_checked(member, language, day)]


def _is_checked(member: Member, language: str, day: date) -> bool:
    if member.made_up:
        return True
    kept = name_in_force(member, language, day)
    if kept is not None:
        return kept.checked
    listed = listed_name(member.code, language, day)
    return listed is None or listed.certain


def members_by_code(codes: Iterable[str], body: Body, on: date | None = None) -> list[Member]:
    """Members of a body with their names, in the order of its lists as at a day."""
    rows = Member.objects.filter(body=body, code__in=set(codes))
    return in_list_order(rows.prefetch_related("names"), body, on)


def members_named_like(name: str, body: int, code: str) -> list[str]:
    """The names of other Members of a body, in any language, that are this name or look like it.

    Args:
        code: Of the Member whose name it is.
    """
    return same_or_looking_like(name, (other for whose, other in names_of_members(body) if whose != code))


def names_of_members(body: int) -> Iterable[tuple[str, str]]:
    """Codes of the Members of a body with their names, each once, in whichever language it is."""
    for member in Member.objects.filter(body=body).prefetch_related("names"):
        languages = {*LANGUAGES, *(row.language for row in member.names.all())}
        yield from {(member.code, member_name(member, language)) for language in languages}
