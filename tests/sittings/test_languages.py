"""A sitting has the booths of its consultation's languages, or of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.live import build, build_booths
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import booths, floor, speaker
from hemicycle.sittings.models import Sitting
from tests.support.floor import ask, at, by, refused

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = pytest.mark.django_db


def speaks(world: World, *codes: str) -> Sitting:
    """Give the consultation these languages of sittings."""
    world.consultation.settings["languages"] = {"sittings": codes}
    world.consultation.save()
    return queries.find_sitting(world.sitting.pk)


def test_three_languages_three_booths_and_three_channels(world: World) -> None:
    sitting = speaks(world, "en", "fr", "es")
    assert [booth.language for booth in build_booths.booths(sitting).booths] == ["en", "fr", "es"]
    assert list(build.room_map(sitting).channels) == ["en", "fr", "es"]


def test_where_all_speak_one_language_there_is_no_booth(world: World) -> None:
    sitting = speaks(world, "en")
    assert build_booths.booths(sitting).booths == []
    assert build.room_map(sitting).channels == {}


def test_a_sitting_may_have_others_than_its_consultation(world: World) -> None:
    Sitting.objects.filter(pk=world.sitting.pk).update(own_languages=["de", "en"])
    sitting = speaks(world, "en", "fr", "es")
    assert [booth.language for booth in build_booths.booths(sitting).booths] == ["de", "en"]


def test_who_waits_and_is_invited_speaks_the_language_in_which_they_are(world: World) -> None:
    turn = ask(world, "br", 1)
    assert turn.language == "en"
    world.sitting.attendances.create(registration=world["br"], session="PA_br", joined_at=at(1))
    invited = floor.invite(world.sitting.pk, by(world, "vice_chair"), at(2), registration=world["br"].pk, language="ar")
    assert invited == turn
    turn.refresh_from_db()
    assert turn.language == "ar"


def test_the_floor_and_the_booths_are_taken_in_its_languages_alone(world: World) -> None:
    key, turn = speaks(world, "en", "es").pk, ask(world, "br", 1)
    with pytest.raises(Refusal) as asked:
        speaker.ask(key, by(world, "jp"), at(2), language="fr")
    with pytest.raises(Refusal) as seated:
        booths.enter(key, by(world, "french"), at(2), language="fr")
    with pytest.raises(Refusal) as invited:
        floor.invite(key, by(world, "vice_chair"), at(2), registration=world["gh"].pk, language="ru")
    floor.give(key, by(world, "vice_chair"), at(3), turn=turn.pk)
    with pytest.raises(Refusal) as corrected:
        floor.correct_language(key, by(world, "technician"), at(4), turn=turn.pk, language="fr")
    for error in (asked, seated, invited, corrected):
        assert refused(error) == (None, "not_a_language_here")
