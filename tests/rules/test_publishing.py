"""Rule 11 as the media server holds it: who may publish what, and who of them is muted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.publishing import Holders, Publishing, begins_too_often, beyond, forgiven

people = st.integers(1, 6)
holders = st.builds(
    Holders,
    speaker=st.none() | people,
    seen=st.booleans(),
    heard=st.booleans(),
    presiding=st.none() | people,
    voice=st.booleans(),
    following=st.none() | people,
    booths=st.dictionaries(people, st.booleans(), max_size=3),
    barred=st.just(frozenset()),
)


def granted(publishing: Publishing) -> tuple[bool, bool, bool, bool]:
    return publishing.microphone, publishing.camera, publishing.heard, publishing.seen


def test_rule_11_the_speaker_is_heard_once_their_sound_goes_out() -> None:
    assert granted(Holders(speaker=1, seen=True, heard=True).publishing(1)) == (True, True, True, True)
    assert granted(Holders(speaker=1).publishing(1)) == (True, True, False, False)


def test_rule_11_a_speaker_whom_the_leader_muted_is_seen_and_not_heard() -> None:
    assert granted(Holders(speaker=1, seen=True).publishing(1)) == (True, True, False, True)


def test_rule_11_the_next_speaker_publishes_early_and_muted() -> None:
    assert granted(Holders(following=1).publishing(1)) == (True, True, False, False)


def test_rule_11_who_presides_publishes_muted_and_is_heard_and_seen_while_they_press() -> None:
    assert granted(Holders(presiding=1).publishing(1)) == (True, True, False, False)
    assert granted(Holders(presiding=1, voice=True).publishing(1)) == (True, True, True, True)
    assert granted(Holders(speaker=2, seen=True, heard=True, presiding=1, voice=True).publishing(2)) == (True,) * 4


def test_rule_11_who_presides_and_has_the_floor_is_heard_by_that_alone() -> None:
    muted = Holders(speaker=1, seen=True, presiding=1, voice=True)
    assert granted(muted.publishing(1)) == (True, True, False, True)


def test_rule_11_who_was_cut_off_while_they_preside_publishes_only_while_they_press() -> None:
    cut = Holders(presiding=1, barred=frozenset({1}))
    assert granted(cut.publishing(1)) == (False, False, False, False)
    assert granted(replace(cut, voice=True).publishing(1)) == (True, True, True, True)
    flooded = Holders(presiding=1, voice=True, flooded=frozenset({1}))
    assert granted(flooded.publishing(1)) == (False, False, False, False)


def test_rule_11_the_voice_of_who_presided_is_taken_as_another_presides() -> None:
    before, after = Holders(presiding=1, voice=True), Holders(presiding=2)
    assert {who: granted(given_) for who, given_ in after.changed(before).items()} == {
        1: (False, False, False, False),
        2: (True, True, False, False),
    }


def test_rule_11_an_interpreter_publishes_a_voice_and_no_picture_and_is_muted_off_air() -> None:
    booths = Holders(booths={1: True, 2: False})
    assert granted(booths.publishing(1)) == (True, False, True, False)
    assert granted(booths.publishing(2)) == (True, False, False, False)


def test_rule_11_everybody_else_publishes_nothing() -> None:
    publishing = Holders(speaker=1, seen=True, heard=True, following=2, booths={3: True}).publishing(4)
    assert granted(publishing) == (False, False, False, False)
    assert not publishing.permitted
    assert publishing.reason.code == "no_floor"


def test_rule_11_each_grant_says_why() -> None:
    held = Holders(speaker=1, presiding=5, following=2, booths={3: True})
    reasons = [held.publishing(person).reason for person in (1, 5, 2, 3, 4)]
    assert [(reason.rule, reason.code) for reason in reasons] == [
        (11, "speaks"),
        (11, "presides"),
        (11, "speaks_next"),
        (11, "interprets"),
        (11, "no_floor"),
    ]


@given(holders, people)
def test_rule_11_nobody_is_heard_but_the_speaker_who_presides_and_interpreters_on_air(
    held: Holders, person: int
) -> None:
    publishing = held.publishing(person)
    speaks = held.heard and person == held.speaker
    talks = held.voice and person == held.presiding and person != held.speaker
    interprets = held.booths.get(person, False) and person not in {held.speaker, held.presiding, held.following}
    assert publishing.heard == (speaks or talks or interprets)
    assert publishing.seen == (talks or (held.seen and person == held.speaker))
    assert publishing.permitted == (person in {held.speaker, held.presiding, held.following, *held.booths})


@given(holders)
def test_rule_11_two_voices_at_most_are_on_the_floor(held: Holders) -> None:
    on_floor = {who for who in range(1, 7) if held.publishing(who).seen or held.publishing(who).heard}
    on_floor -= {who for who, on_air in held.booths.items() if on_air and not held.publishing(who).seen}
    assert len(on_floor) <= 2
    assert on_floor <= {held.speaker, held.presiding}


@given(holders, holders)
def test_rule_11_applying_what_changed_makes_the_media_server_right_for_everybody(
    before: Holders, after: Holders
) -> None:
    changed = after.changed(before)
    for person in range(1, 8):
        held = changed.get(person, before.publishing(person))
        assert held.same_as(after.publishing(person))


@given(holders, holders)
def test_rule_11_only_what_changed_is_applied_and_voices_before_silences(before: Holders, after: Holders) -> None:
    changed = after.changed(before)
    assert not [person for person, publishing in changed.items() if publishing.same_as(before.publishing(person))]
    silent = [not publishing.heard for publishing in changed.values()]
    assert silent == sorted(silent)


@given(holders)
def test_rule_11_nothing_is_applied_when_nothing_changed(held: Holders) -> None:
    assert held.changed(held) == {}


@dataclass(frozen=True)
class Sent:
    """A track, as the media server holds it."""

    source: str | None
    muted: bool = False


SOUND, PICTURE = Sent("microphone"), Sent("camera")
sent = st.lists(st.builds(Sent, st.sampled_from(["microphone", "camera", "screen", None]), st.booleans()), max_size=5)


def test_rule_11_the_speaker_sends_one_microphone_and_one_camera_and_nothing_else() -> None:
    speaks = Holders(speaker=1, seen=True, heard=True).publishing(1)
    assert not beyond(speaks, [SOUND, PICTURE])
    assert beyond(speaks, [SOUND, Sent("microphone", muted=True)]).published == (Sent("microphone", muted=True),)
    assert beyond(speaks, [SOUND, PICTURE, Sent(None)]).published == (Sent(None),)


def test_rule_11_an_interpreter_on_air_sends_one_voice_and_no_picture() -> None:
    on_air = Holders(booths={1: True}).publishing(1)
    assert beyond(on_air, [SOUND, PICTURE]).published == (PICTURE,)
    assert beyond(on_air, [SOUND, SOUND]).published == (SOUND,)


@given(holders, people, sent)
def test_rule_11_what_is_not_beyond_is_permitted_and_muted_or_let_out(
    held: Holders, person: int, tracks: list[Sent]
) -> None:
    may = held.publishing(person)
    excess = beyond(may, tracks)
    rest = [track for track in tracks if track not in {*excess.published, *excess.unmuted}]
    assert all(track.source and may.may_send(track.source) for track in rest)
    assert all(track.muted or may.lets_out(track.source or "") for track in rest)


@given(holders, people)
def test_rule_11_who_was_cut_off_sends_only_what_goes_out(held: Holders, person: int) -> None:
    barred = replace(held, barred=frozenset({person})).publishing(person)
    free = held.publishing(person)
    assert (barred.heard, barred.seen) == (free.heard, free.seen)
    assert (barred.microphone, barred.camera) == (free.microphone and free.heard, free.camera and free.seen)


@given(holders, people)
def test_rule_11_who_flooded_the_room_sends_nothing(held: Holders, person: int) -> None:
    assert granted(replace(held, flooded=frozenset({person})).publishing(person)) == (False, False, False, False)


@pytest.mark.parametrize(
    ("seconds", "opened_before", "before", "is_forgiven"),
    [(1.9, False, 0, True), (1.9, False, 1, True), (1.9, False, 2, False), (1.9, True, 0, False), (2, False, 0, False)],
)
def test_rule_11_a_client_that_settles_is_forgiven_for_two_seconds_once_a_track_and_twice_a_connection(
    *, seconds: float, opened_before: bool, before: int, is_forgiven: bool
) -> None:
    published_for = timedelta(seconds=seconds)
    assert forgiven(published_for, opened_before=opened_before, forgiven_before=before) is is_forgiven


@pytest.mark.parametrize(
    ("seconds", "silenced", "too_often"),
    [([1], False, False), ([1, 2], False, True), ([0] * 2, False, False), ([1], True, True), ([0], True, False)],
)
def test_rule_11_the_third_track_in_a_minute_that_begins_open_is_no_publishing_early_nor_a_second_of_who_is_silenced(
    *, seconds: list[float], silenced: bool, too_often: bool
) -> None:
    begun = [datetime(2020, 6, 9, tzinfo=UTC) + timedelta(seconds=second) for second in seconds]
    assert begins_too_often(begun, datetime(2020, 6, 9, 0, 1, tzinfo=UTC), silenced=silenced) is too_often
