"""The order of States by their names in French."""

from __future__ import annotations

import random

import pytest

from hemicycle.people.french import sort_key
from hemicycle.people.member_names import french_order
from hemicycle.people.models import Member
from tests.factories import a_body

#: As the practice has it, whatever code point an accented letter has.
IN_ORDER = [
    "Afrique du Sud",
    "Congo-Brazzaville",
    "Congo (République démocratique du)",
    "Corée du Sud",
    "Costa Rica",
    "Côte d’Ivoire",
    "Croatie",
    "Dominique",
    "Égypte",
    "El Salvador",
    "Émirats arabes unis",
    "Équateur",
    "Érythrée",
    "Espagne",
    "Estonie",
    "Eswatini",
    "États-Unis",
    "Éthiopie",
    "Fidji",
    "La Gambie",
    "Géorgie",
    "Ghana",
    "Guinée",
    "Guinée-Bissau",
    "Guinée équatoriale",
    "Haïti",
    "Îles Salomon",
    "Inde",
    "Israël",
    "Italie",
    "Niger",
    "Nigéria",
    "Norvège",
    "L’Ouganda",
    "Saint-Vincent-et-les Grenadines",
    "Sainte-Lucie",
    "Zimbabwe",
]


def test_states_stand_as_the_practice_has_them() -> None:
    mixed = random.Random(7).sample(IN_ORDER, len(IN_ORDER))  # noqa: S311 - no secret
    assert sorted(mixed, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(("one", "other"), [("Cote d'Ivoire", "Côte d’Ivoire"), ("Les Œuvres", "OEUVRES")])
def test_spellings_of_one_name_stand_together(one: str, other: str) -> None:
    assert sort_key(one)[0] == sort_key(other)[0]


@pytest.mark.django_db
def test_states_come_first_then_palestine_then_sector_members_by_sector() -> None:
    for code, kind, sector in (
        ("sm-a", "sector_member", "D"),
        ("sm-z", "sector_member", "R"),
        ("PS", "palestine", ""),
        ("US", "state", ""),
        ("EG", "state", ""),
        ("AE", "state", ""),
        ("CI", "state", ""),
        ("ZA", "state", ""),
    ):
        Member.objects.create(body=a_body(), code=code, kind=kind, group=sector)
    found = french_order(Member.objects.prefetch_related("names"), a_body())
    assert [member.code for member in found] == ["ZA", "CI", "EG", "AE", "US", "PS", "sm-z", "sm-a"]
