"""Rule 11 as the media server holds it: who may publish what, and who of them is muted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.publishing import Holders, Publishing

people = st.integers(1, 6)
holders = st.builds(
    Holders,
    speaker=st.none() | people,
    seen=st.booleans(),
    heard=st.booleans(),
    following=st.none() | people,
    booths=st.dictionaries(people, st.booleans(), max_size=3),
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
    held = Holders(speaker=1, following=2, booths={3: True})
    reasons = [held.publishing(person).reason for person in (1, 2, 3, 4)]
    assert [(reason.rule, reason.code) for reason in reasons] == [
        (11, "speaks"),
        (11, "speaks_next"),
        (11, "interprets"),
        (11, "no_floor"),
    ]


@given(holders, people)
def test_rule_11_nobody_is_heard_but_the_speaker_and_interpreters_on_air(held: Holders, person: int) -> None:
    publishing = held.publishing(person)
    speaks = held.heard and person == held.speaker
    interprets = held.booths.get(person, False) and person not in {held.speaker, held.following}
    assert publishing.heard == (speaks or interprets)
    assert publishing.seen == (held.seen and person == held.speaker)
    assert publishing.permitted == (person in {held.speaker, held.following, *held.booths})


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
