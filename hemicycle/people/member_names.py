"""Reads of Members' names, as far as one may be taken for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.people.lookalikes import same_or_looking_like
from hemicycle.people.models import Member
from hemicycle.people.queries import member_name

if TYPE_CHECKING:
    from collections.abc import Iterable


def members_named_like(name: str, code: str) -> list[str]:
    """The names of other Members, in any language, that are this name or look like it.

    Args:
        code: Of the Member whose name it is.
    """
    return same_or_looking_like(name, (other for whose, other in names_of_members() if whose != code))


def names_of_members() -> Iterable[tuple[str, str]]:
    """Codes of Members with their names, each once, in whichever language it is."""
    for member in Member.objects.prefetch_related("names"):
        yield from {(member.code, member_name(member, language)) for language in LANGUAGES}
