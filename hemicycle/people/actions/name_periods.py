"""A Member's name as it changes in time: a new name from a day on, and a correction of what was always wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.people.member_names import name_in_force
from hemicycle.people.models import MemberName
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.state_names import LISTED, listed_name, listed_names
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.people.models import Member


def correct_name(
    member: Member, language: str, name: tuple[str, str, str], on: date, changed: dict[str, Any]
) -> MemberName | None:
    """Put right the name that is in force on a day, over its whole period; it is not checked any more.

    What says no more than the list does is not kept, so that a Member follows the list until somebody decides
    otherwise.

    Args:
        name: Short form, official form, source. An empty short form is the list's.

    Returns:
        What is kept; nothing where the list has it.
    """
    short, official, source = name
    row, listed = _in_force(member, language, on), listed_name(member.code, language, on)
    given = listed.name if listed else ""
    before = (row.name, row.official) if row else (given, "")
    after = (short or given, official)
    if after == before and (short or row is None):
        return row
    changed.setdefault("names", {})[language] = [list(before), list(after)]
    alone = len(listed_names(member.code, language)) <= 1
    if after == (given, "") and alone and member.names.filter(language=language).count() <= 1:
        member.names.filter(language=language).delete()
        return None
    if row is None:
        if not alone:
            _write_down(member, language)
        row = _in_force(member, language, on) or MemberName(member=member, language=language)
    row.name, row.official, row.source, row.checked = *after, source, False
    row.save()
    return row


def begin_name(member: Member, language: str, name: tuple[str, str, str], since: date, changed: dict[str, Any]) -> None:
    """Give it a new name from a day on. What it was called before is written down, and stays so.

    Raises:
        Refusal: another name begins on that day.
    """
    short, official, source = name
    row, listed = _in_force(member, language, since), listed_name(member.code, language, since)
    before = (row.name, row.official) if row else (listed.name if listed else "", "")
    if before == (short, official):
        return
    if row is not None and row.since == since:
        raise Refusal(PeopleCode.NAME_BEGINS_THAT_DAY, first_day=since.isoformat())
    _write_down(member, language)
    values = {"name": short, "official": official, "source": source, "checked": False}
    # Where the list itself has a name from that day, it has just been written down.
    MemberName.objects.update_or_create(member=member, language=language, since=since, defaults=values)
    changed.setdefault("new_names", {})[language] = [since.isoformat(), list(before), [short, official]]


def keep_name(member: Member, language: str, on: date) -> MemberName | None:
    """The name in force on a day as a row, the list's included; nothing where there is none."""
    row = _in_force(member, language, on)
    if row is None:
        _write_down(member, language)
        row = _in_force(member, language, on)
    return row


def remove_name(member: Member, language: str, since: date, changed: dict[str, Any]) -> None:
    """Take out a new name that was entered by mistake: the one before it goes on.

    Raises:
        Refusal: there is none from that day.
    """
    row = member.names.filter(language=language, since=since).first()
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_PERIOD)
    changed["names_removed"] = {language: [since.isoformat(), [row.name, row.official]]}
    row.delete()


def _in_force(member: Member, language: str, on: date) -> MemberName | None:
    """Read anew: names that were prefetched may have changed within this act."""
    member.__dict__.get("_prefetched_objects_cache", {}).pop("names", None)
    return name_in_force(member, language, on)


def _write_down(member: Member, language: str) -> None:
    """Keep what the list says of a language of which nothing is kept: a later list must not change the past."""
    if not member.names.filter(language=language).exists():
        MemberName.objects.bulk_create(
            MemberName(member=member, language=language, since=listed.since, name=listed.name, source=LISTED)
            for listed in listed_names(member.code, language)
        )
