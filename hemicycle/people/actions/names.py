"""A Member's name compared with an official list, or taken out. Names are changed by ``members.put``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import is_language
from hemicycle.people.actions.members import changing
from hemicycle.people.actions.name_periods import keep_name, remove_name
from hemicycle.people.member_record import tidy
from hemicycle.people.models.members import SOURCE_LENGTH
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import MemberName


def check_name(  # noqa: PLR0913 - which name of whom, as it was seen, against what
    consultation: int,
    performer: Performer,
    at: datetime,
    code: str,
    language: str,
    *,
    seen: tuple[str, str],
    source: str,
) -> MemberName:
    """Record that somebody compared the name of today with an official list; it is then kept as it was compared.

    Args:
        seen: The short form and the official one that were compared.
        source: The list: "Terminology database, 4 May 2020".

    Raises:
        Refusal: the name was changed meanwhile, or the list is not named.
    """
    named = tidy(source)
    with changing(consultation, performer, at, code) as (act, member):
        if not named:
            raise Refusal(PeopleCode.NAME_SOURCE_MISSING)
        if len(named) > SOURCE_LENGTH:
            raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=SOURCE_LENGTH)
        if not is_language(language):
            raise Refusal(PeopleCode.NAME_LANGUAGE)
        row = keep_name(member, language, act.day)
        if row is None or (row.name, row.official) != seen:
            raise Refusal(PeopleCode.NAME_CHANGED_MEANWHILE)
        row.source, row.checked = named, True
        row.save()
        act.facts.update(checked=language, name=list(seen), source=named)
    return row


def take_out_name(consultation: int, performer: Performer, at: datetime, code: str, language: str, since: date) -> None:
    """Take out a new name that was entered by mistake; the journal keeps that it was there.

    Raises:
        Refusal: there is none from that day.
    """
    with changing(consultation, performer, at, code) as (act, member):
        changed: dict[str, object] = {}
        remove_name(member, language, since, changed)
        act.facts["members"] = {member.code: changed}
