"""What is kept now, in the columns of an import: taken away, corrected, and imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.imports.member_columns import DEPUTY
from hemicycle.imports.member_contacts import present_contacts
from hemicycle.people.details import OF_PERSON, OF_REGISTRATION
from hemicycle.people.member_names import name_in_force
from hemicycle.people.models import Member, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hemicycle.consultations.models import Consultation

_READ_AT_ONCE = 500


def registrations(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each registration of a consultation."""
    rows = Registration.objects.filter(consultation=consultation).select_related("person", "member")
    for row in rows.order_by("member__code", "person__family_name", "pk").iterator(_READ_AT_ONCE):
        yield {
            **{name: getattr(row.person, name) for name in ("email", *OF_PERSON)},
            **{name: _text(getattr(row, name)) for name in ("role", *OF_REGISTRATION)},
            "member": row.member.code if row.member else "",
            "person_class": row.person_class,
        }


def _text(value: str | list[str]) -> str:
    return ", ".join(value) if isinstance(value, list) else value


def members(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each Member of the consultation's body, invited or not."""
    rows = Member.objects.filter(body=consultation.body_id).order_by("code")
    related = rows.prefetch_related("names", "organ_seats", "vote_suspensions", "contacts")
    for row in related.iterator(_READ_AT_ONCE):
        kept = [
            name_in_force(row, language, timezone.localdate())
            for language in {name.language for name in row.names.all()}
        ]
        names = [name for name in kept if name is not None]
        yield {
            **{name: getattr(row, name) for name in ("code", "kind", "region", "group")},
            "place": str(row.list_place or ""),
            **{f"name_{name.language}": name.name for name in names},
            **{f"official_{name.language}": name.official for name in names},
            "seats": _periods(
                f"{seat.start}/{seat.end or ''} {DEPUTY if seat.deputy else ''}" for seat in row.organ_seats.all()
            ),
            "vote_suspensions": _periods(
                f"{days.start}/{days.end or ''} {days.reason}" for days in row.vote_suspensions.all()
            ),
            **present_contacts(row),
        }


def _periods(written: Iterable[str]) -> str:
    return "; ".join(sorted(period.strip() for period in written))
