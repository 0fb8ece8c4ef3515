"""How names of States stand in the alphabet of French."""

from __future__ import annotations

import random

import pytest

from hemicycle.consultations.french import state_key
from hemicycle.consultations.list_order import name_key

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
    assert sorted(mixed, key=state_key) == sorted(mixed, key=lambda name: name_key(name, "fr")) == IN_ORDER


@pytest.mark.parametrize(("one", "other"), [("Cote d'Ivoire", "Côte d’Ivoire"), ("Les Œuvres", "OEUVRES")])
def test_spellings_of_one_name_stand_together(one: str, other: str) -> None:
    assert state_key(one) == state_key(other)
