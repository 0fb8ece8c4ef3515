"""Which booth hears the floor and which a relay: no loop, no chain too long, and nobody left out who needs not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.relay import MOST_RELAYS, HeardFrom, Hears, WorksFrom, heard, loop_of, may_relay, may_work_from
from tests.rules.decisions import allowed, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

SIX = ("ar", "zh", "en", "fr", "ru", "es")
NAMES = {code: code.upper() for code in SIX}
FLOOR, OWN, NONE = Hears(HeardFrom.FLOOR), Hears(HeardFrom.OWN), Hears(HeardFrom.NONE)


def works(*languages: str, pivots: tuple[str, ...] = ()) -> WorksFrom:
    return WorksFrom(frozenset(languages), pivots)


#: Arabic and Chinese come by a relay of English, but for French, which works from Arabic, and Russian from Chinese.
UNITED_NATIONS = {
    "ar": works("en", "fr"),
    "zh": works("en"),
    "en": works("fr", "ru", "es", "ar", "zh"),
    "fr": works("en", "ru", "es", "ar"),
    "ru": works("en", "fr", "zh"),
    "es": works("en", "fr", pivots=("fr",)),
}


def test_rule_53_a_booth_hears_the_floor_or_the_channel_of_a_pivot() -> None:
    assert heard("ar", UNITED_NATIONS, SIX) == {
        "ar": OWN,
        "zh": Hears(HeardFrom.BOOTH, "en", "", 1),
        "en": FLOOR,
        "fr": FLOOR,
        "ru": Hears(HeardFrom.BOOTH, "en", "fr", 1),
        "es": Hears(HeardFrom.BOOTH, "fr", "en", 1),
    }
    assert set(heard(None, UNITED_NATIONS, SIX).values()) == {FLOOR}


def test_rule_53_the_deputy_is_heard_once_the_pivots_booth_is_empty() -> None:
    without = heard("ar", UNITED_NATIONS, [code for code in SIX if code != "en"])
    assert without["ru"] == Hears(HeardFrom.BOOTH, "fr", "", 1)
    assert without["zh"] == NONE, "it works from English alone"
    assert without["en"] == FLOOR, "who comes into the empty booth hears what they work from"


def test_rule_53_a_second_relay_is_taken_only_where_the_sitting_allows_it() -> None:
    chain = {"ar": works("en"), "en": works("ar"), "fr": works("en"), "ru": works("fr")}
    assert heard("ar", chain, chain)["ru"] == NONE
    assert heard("ar", chain, chain, 2)["ru"] == Hears(HeardFrom.BOOTH, "fr", "", 2)
    assert heard("ar", chain, chain, 0)["fr"] == NONE
    nearer = chain | {"ru": works("fr", "en", pivots=("fr",))}
    assert heard("ar", nearer, chain, 2)["ru"] == Hears(HeardFrom.BOOTH, "en", "", 1), "fewer relays come first"
    assert heard("ar", nearer, ["fr"], 2)["ru"] == NONE, "French itself hears nobody"


def test_rule_53_pivots_that_lead_only_to_each_other_are_not_set() -> None:
    each = {"ar": works("en"), "en": works("fr", pivots=("fr",)), "fr": works("en", "ar", pivots=("en",))}
    assert loop_of(each) is None, "with Arabic on the floor French hears it"
    three = {
        "zh": works("en"),
        "en": works("fr", pivots=("fr",)),
        "fr": works("ru", pivots=("ru",)),
        "ru": works("en", "zh", pivots=("en",)),
    }
    assert loop_of(three) is None
    three["ru"] = works("en", pivots=("en",))
    assert loop_of(three) == ("zh", ("en", "fr", "ru"))
    decision = may_relay(three, MOST_RELAYS, NAMES, ended=False)
    assert refused(decision) == (53, "pivots_in_a_loop")
    assert decision.reason.facts == {"language": "ZH", "booths": ["EN", "FR", "RU"]}
    led_out = three | {"ru": works("en", "zh", pivots=("en",))}
    assert allowed(may_relay(led_out, 1, NAMES, ended=False))
    assert refused(may_relay(led_out, 1, NAMES, ended=True)) == (None, "booths_of_ended")
    assert refused(may_relay(led_out, 4, NAMES, ended=False)) == (53, "relays_at_most")


def test_rule_53_what_is_set_for_a_booth_is_of_the_sitting_and_understood() -> None:
    spoken = ("en", "fr", "es")
    assert allowed(may_work_from("en", ["fr"], ["fr"], spoken, NAMES))
    assert refused(may_work_from("ru", ["fr"], [], spoken, NAMES)) == (None, "not_a_language_here")
    assert refused(may_work_from("en", ["ru"], [], spoken, NAMES)) == (None, "not_a_language_here")
    assert refused(may_work_from("en", ["en"], [], spoken, NAMES)) == (53, "booth_works_from_nothing")
    assert refused(may_work_from("en", ["fr", "en"], ["en"], spoken, NAMES)) == (53, "pivot_is_itself")
    assert refused(may_work_from("en", ["fr"], ["es"], spoken, NAMES)) == (53, "pivot_not_worked_from")


@st.composite
def booths_of_a_sitting(draw: st.DrawFn) -> dict[str, WorksFrom]:
    codes = draw(st.lists(st.sampled_from(SIX), min_size=2, unique=True))
    return {
        code: WorksFrom(
            draw(st.frozensets(st.sampled_from(codes))), tuple(draw(st.lists(st.sampled_from(codes), unique=True)))
        )
        for code in codes
    }


def chain_of(code: str, hears: Mapping[str, Hears]) -> list[str]:
    """The booths between one and the floor."""
    chain: list[str] = []
    while (pivot := hears[code].pivot) and pivot not in chain:
        chain.append(code := pivot)
    return chain


@given(booths_of_a_sitting(), st.sampled_from(SIX), st.frozensets(st.sampled_from(SIX)), st.integers(0, 3))
def test_rule_53_nobody_is_in_a_loop_or_too_far_or_left_out(
    booths: dict[str, WorksFrom], floor: str, staffed: frozenset[str], most: int
) -> None:
    hears = heard(floor, booths, staffed, most)
    assert list(hears) == list(booths)
    for code, one in hears.items():
        chain = chain_of(code, hears)
        assert len(chain) == one.relays <= most
        assert code not in chain
        assert not chain or hears[chain[-1]] == FLOOR
        assert all(pivot in staffed for pivot in chain)
        assert (one.source is HeardFrom.OWN) == (code == floor)
        direct = floor in booths[code].languages
        assert code == floor or (one == FLOOR) == direct
        understood = booths[code].languages & staffed & booths.keys() - {code, floor}
        near = {other for other in understood if floor in booths[other].languages}
        if code != floor and not direct and most:
            assert bool(near) == (one.relays == 1)
            assert one.relays != 1 or one.pivot in near
        if one.deputy:
            assert one.deputy == heard(floor, booths, set(staffed) - {one.pivot}, most)[code].pivot


@pytest.mark.parametrize("most", [1, 2])
@given(booths_of_a_sitting())
def test_rule_53_the_first_of_the_chosen_pivots_that_works_from_the_floor_is_heard(
    most: int, booths: dict[str, WorksFrom]
) -> None:
    for floor in booths:
        hears = heard(floor, booths, booths, most)
        for code, booth in booths.items():
            will_do = [
                pivot
                for pivot in booth.pivots
                if pivot not in {code, floor} and pivot in booth.languages and floor in booths[pivot].languages
            ]
            if will_do and code != floor and floor not in booth.languages:
                assert hears[code].pivot == will_do[0]
