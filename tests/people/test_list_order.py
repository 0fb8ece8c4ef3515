"""In which order lists name Members: a setting of their body."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.languages import known_languages
from hemicycle.consultations.list_order import ListOrder, name_key
from hemicycle.consultations.models import Body
from hemicycle.consultations.presets import preset
from hemicycle.people.member_names import ahead, in_list_order
from hemicycle.people.models import Member

KINDS = {"kinds": [{"key": "state"}, {"key": "union"}], "groups": [{"key": "north"}, {"key": "south"}]}


def body(**order: object) -> Body:
    return Body(settings={**KINDS, "order": order})


def member(code: str, name: str = "", kind: str = "state", group: str = "", place: int | None = None) -> Member:
    made = Member(code=code, kind=kind, group=group, list_place=place)
    made.read_names = [("en", None, name)] if name else []
    return made


def codes(members: list[Member], **order: object) -> list[str]:
    return [one.code for one in in_list_order(members, body(**order))]


MEMBERS = st.lists(
    st.builds(
        member,
        st.sampled_from(["BR", "CI", "GB", "GM", "JO", "SE", "sm-a", "sm-b", "w-1", "w-2"]),
        st.text(max_size=12),
        st.sampled_from(["state", "union", "gone"]),
        st.sampled_from(["", "north", "south"]),
        st.none() | st.integers(1, 3),
    ),
    unique_by=lambda one: one.code,
)
ORDERS = st.fixed_dictionaries(
    {
        "alphabet": st.just("") | st.sampled_from(known_languages()),
        "places": st.booleans(),
        "apart": st.booleans(),
    }
)


@given(MEMBERS, ORDERS, st.randoms(use_true_random=False), st.sampled_from(["ar", "de", "fr", "zh-hans"]))
def test_an_order_is_the_same_however_members_come_and_keeps_what_was_set(
    members: list[Member],
    order: dict[str, Any],
    random: Any,  # noqa: ANN401 - of Hypothesis
    reader: str,
) -> None:
    of, mixed = body(**order), random.sample(members, len(members))
    with translation.override(reader):
        found = in_list_order(members, of)
        assert [one.code for one in in_list_order(mixed, of)] == [one.code for one in found]
    assert {one.code for one in found} == {one.code for one in members}
    keys = [ahead(one, of) for one in found]
    assert keys == sorted(keys)
    if order["apart"]:
        ranks = [of.has.rank(one.kind, one.group) for one in found]
        assert ranks == sorted(ranks)
    elif order["places"]:
        places = [one.list_place or 9 for one in found]
        assert places == sorted(places)
    if order["alphabet"]:
        with translation.override("ru"):
            assert in_list_order(mixed, of) == found


@given(st.sampled_from(known_languages()), st.lists(st.text(max_size=20)))
def test_every_language_puts_names_in_an_order_of_their_own(language: str, names: list[str]) -> None:
    keys = [name_key(name, language) for name in names]
    assert len(set(keys)) == len(set(names))
    assert sorted(keys, reverse=True) == sorted(keys)[::-1]


STATES = ["DE", "CI", "US", "SE", "CZ", "CH"]


@pytest.mark.parametrize(
    ("alphabet", "in_order"),
    [
        ("fr", ["DE", "CI", "US", "SE", "CH", "CZ"]),  # Allemagne, Côte d’Ivoire, États-Unis, Suède, Suisse, Tchéquie
        ("en", ["CI", "CZ", "DE", "SE", "CH", "US"]),
        ("cs", ["CZ", "DE", "CI", "US", "SE", "CH"]),  # Česko, Německo, Pobřeží slonoviny, Spojené ..., Švédsko, ...
        ("ru", ["DE", "CI", "US", "CZ", "CH", "SE"]),
        ("zh", ["DE", "CZ", "CI", "US", "SE", "CH"]),
    ],
)
def test_names_and_alphabet_are_those_of_the_language(alphabet: str, in_order: list[str]) -> None:
    members = [member(code) for code in STATES]
    assert codes(members, alphabet=alphabet) == in_order
    with translation.override(alphabet):
        assert codes(members) == in_order
    with translation.override("es"):
        assert codes(members, alphabet=alphabet) == in_order


def test_a_name_that_a_language_lacks_stands_where_the_one_stands_that_is_shown() -> None:
    members = [member("u-z", "Zebra Union"), member("u-a", "Åland Union"), member("u-g", "The Gulf Union")]
    assert codes(members, alphabet="en") == ["u-a", "u-g", "u-z"]
    assert codes(members, alphabet="sv") == ["u-g", "u-z", "u-a"]


def test_places_come_first_within_a_kind_or_without_kinds() -> None:
    members = [
        member("BR", "Brazil"),
        member("JP", "Japan", place=1),
        member("union", "Antarctic Union", kind="union", place=2),
        member("GH", "Ghana", place=2),
        member("north", "Northern Union", kind="union"),
    ]
    assert codes(members, alphabet="en") == ["BR", "GH", "JP", "union", "north"]
    assert codes(members, alphabet="en", places=True) == ["JP", "GH", "BR", "union", "north"]
    assert codes(members, alphabet="en", apart=False) == ["union", "BR", "GH", "JP", "north"]
    assert codes(members, alphabet="en", apart=False, places=True) == ["JP", "union", "GH", "BR", "north"]


def test_kinds_and_groups_stand_in_the_order_of_the_body() -> None:
    members = [
        member("a", "A", kind="union", group="south"),
        member("b", "B", kind="union", group="gone"),
        member("c", "C", kind="union", group="north"),
        member("d", "D", kind="union"),
        member("e", "E"),
        member("f", "F", kind="gone"),
    ]
    assert codes(members, alphabet="en") == ["e", "d", "c", "a", "b", "f"]


def test_what_is_no_language_is_refused_and_each_preset_says_its_order() -> None:
    with pytest.raises(ValueError, match="xx is not the code of a language"):
        ListOrder(alphabet="xx")
    orders = {name: body_settings(preset(name).body).order for name in ("council", "silence", "tripartite")}
    assert [order.alphabet for order in orders.values()] == ["fr", "en", ""]
    assert all(order.apart and not order.places for order in orders.values())
    assert body_settings({}).order == ListOrder() == orders["tripartite"]
