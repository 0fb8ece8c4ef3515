"""What the booths of a sitting hear is set on record, and told as the floor's language, seats and presence change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.queries import programme
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.live import build_booths
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.relay import WorksFrom
from hemicycle.sittings.actions import booths, floor, room, speaker
from hemicycle.sittings.actions.relay import Wanted, set_relay
from hemicycle.sittings.models import BoothLanguages, Sitting
from hemicycle.sittings.queries import find_sitting
from tests.factories import START
from tests.support.floor import at
from tests.support.floor import by as acting

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def works(*languages: str, pivots: tuple[str, ...] = ()) -> WorksFrom:
    return WorksFrom(frozenset(languages), pivots)


#: Chinese works from English and French, French from English and Arabic.
TWO = {"zh": works("en", "fr", pivots=("fr",)), "fr": works("en", "ar")}


def write(
    world: World,
    booths: dict[str, WorksFrom],
    *,
    most: int = 1,
    others: bool = False,
    by: str = "secretariat",
    sitting: int = 0,
    seen: int | None = None,
) -> str:
    """The code of the refusal, or how many sittings were changed."""
    edition = programme(world.consultation).plan_edition if seen is None else seen
    where = world.consultation.pk, Performer(world[by].person), at(0), Wanted(booths, most)
    try:
        return str(set_relay(*where, sitting=sitting or world.sitting.pk, others=others, edition=edition))
    except Refusal as refusal:
        return refusal.reason.code.value if refusal_message(refusal.reason) else "without words"


def heard(world: World) -> dict[str, tuple[str, str]]:
    document = build_booths.booths(find_sitting(world.sitting.pk))
    return {booth.language: (booth.hears.source.value, booth.hears.pivot) for booth in document.booths}


def test_it_is_set_on_record_and_what_is_usual_is_not_kept(world: World) -> None:
    before = find_sitting(world.sitting.pk).sequence
    assert write(world, TWO, most=2) == "1"
    rows = {row.language: (row.works_from, row.pivots) for row in BoothLanguages.objects.all()}
    assert rows == {"zh": (["en", "fr"], ["fr"]), "fr": (["ar", "en"], [])}
    entry = Entry.objects.latest("pk")
    assert entry.data["relay"] == {
        "sittings": [world.sitting.pk],
        "booths": {
            "zh": {"works_from": ["en", "fr"], "pivots": ["fr"]},
            "fr": {"works_from": ["ar", "en"], "pivots": []},
        },
        "most": 2,
    }
    assert write(world, TWO, most=2) == "0"
    assert Entry.objects.latest("pk") == entry
    every = works("ar", "en", "fr", "ru", "es")
    assert write(world, {"zh": every}, most=1) == "1"
    assert list(BoothLanguages.objects.values_list("language", flat=True)) == ["fr"], "the other stays as it was"
    sitting = find_sitting(world.sitting.pk)
    assert (sitting.most_relays, sitting.sequence) == (1, before + 2)


def test_it_is_the_same_for_other_sittings_with_these_languages(world: World) -> None:
    opens = START + timedelta(hours=24)
    alike, other, over = (
        world.consultation.sittings.create(number=number, opens_at=opens, closes_at=opens + timedelta(hours=3), **more)
        for number, more in ((2, {}), (3, {"own_languages": ["en", "fr"]}), (4, {"state": SittingState.ENDED.value}))
    )
    assert write(world, TWO, others=True) == "2"
    kept = set(BoothLanguages.objects.values_list("sitting", flat=True))
    assert kept == {world.sitting.pk, alike.pk}
    assert write(world, TWO, sitting=other.pk) == "not_a_language_here"
    assert write(world, TWO, sitting=over.pk) == "booths_of_ended"


def test_what_is_not_set(world: World) -> None:
    assert write(world, {"zh": works("xx")}) == "not_a_language_here"
    assert write(world, {"zh": works()}) == "booth_works_from_nothing"
    assert write(world, {"zh": works("en", pivots=("zh",))}) == "pivot_is_itself"
    assert write(world, {"zh": works("en", pivots=("fr",))}) == "pivot_not_worked_from"
    assert write(world, {}, most=4) == "relays_at_most"
    assert write(world, TWO, by="br") == "not_permitted"
    assert write(world, TWO, by="french") == "not_permitted"
    assert write(world, TWO, seen=99) == "draft_changed_meanwhile"
    assert write(world, TWO, sitting=10_000) == "no_such_sitting"
    circle = {"zh": works("fr", pivots=("fr",)), "fr": works("zh", pivots=("zh",))}
    assert write(world, circle) == "pivots_in_a_loop"
    assert not BoothLanguages.objects.exists()
    assert not Sitting.objects.exclude(most_relays=1).exists()


def test_a_loop_is_named_in_the_refusal(world: World) -> None:
    circle = {"zh": works("fr", pivots=("fr",)), "fr": works("zh", pivots=("zh",))}
    with pytest.raises(Refusal) as refused:
        set_relay(
            world.consultation.pk,
            Performer(world["secretariat"].person),
            at(0),
            Wanted(circle),
            sitting=world.sitting.pk,
            edition=programme(world.consultation).plan_edition,
        )
    words = refusal_message(refused.value.reason)
    assert all(name in words for name in ("العربية", "中文", "Français"))


def test_the_booths_hear_by_the_floor_by_who_is_there_and_by_the_plan(world: World) -> None:
    write(world, TWO)
    key = world.sitting.pk
    for name in ("vice_chair", "br", "french"):
        room.joined(find_sitting(key), world[name].pk, f"PA_{name}", at(1))
    assert set(heard(world).values()) == {("floor", "")}, "nobody speaks"
    turn = speaker.ask(key, acting(world, "br"), at(2), language="ar")
    floor.give_next(key, acting(world, "vice_chair"), at(3))
    assert heard(world)["ar"] == ("own", "")
    assert heard(world)["zh"] == ("none", ""), "nobody sits in the French booth"
    booths.enter(key, acting(world, "french"), at(4), language="fr")
    assert heard(world)["zh"] == ("booth", "fr")
    room.left(find_sitting(key), world["french"].pk, "PA_french", at(5))
    assert heard(world)["zh"] == ("none", "")
    room.joined(find_sitting(key), world["french"].pk, "PA_again", at(6))
    assert heard(world)["zh"] == ("booth", "fr")
    floor.correct_language(key, acting(world, "french"), at(7), turn=turn.pk, language="en")
    assert heard(world)["zh"] == ("floor", "")
    assert heard(world)["en"] == ("own", "")
    write(world, {"zh": works("fr", "ru")})
    assert heard(world)["zh"] == ("booth", "fr")
    Sitting.objects.filter(pk=key).update(own_languages=["zh", "en"])
    assert heard(world) == {"zh": ("none", ""), "en": ("own", "")}, "what it worked from is not spoken here"
