"""Rule 11 as the media server is to hold it: who may publish what, and who of them is muted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from hemicycle.rules.floor import may_publish
from hemicycle.rules.reasons import Allowed, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

#: After a client has published, it tells the media engine its own state, which undoes a mute that came before that.
#: What is unmuted later than this is its owner's doing.
SETTLING = timedelta(seconds=2)
#: What a person may publish at all, one of each.
ONE_EACH = ("microphone", "camera")
#: So many tracks at once that nobody may publish end their connection, and what they may publish in that turn or on
#: that seat: what it has asked to publish besides would come as soon as it is permitted anything again, and with the
#: next connection once more. One may be a device that is changed.
FLOOD = 2
#: So often it is forgiven; somebody whose client does it more often publishes anew in order to be heard.
FORGIVEN = 2
#: So often in that time somebody's sound, or picture, may begin open although it is not let out, by whatever
#: connection: each is heard until it is muted, some 60 ms by a listener who plays everything that arrives.
BEGINNINGS = 2
#: And so often where it was who presides that silenced them: they began to speak before.
BEGINNINGS_SILENCED = 1
BEGIN_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Publishing:
    """What the media server grants one person.

    Attributes:
        microphone, camera: Sources that they may publish.
        heard, seen: Their sound and picture go out; while not, the server keeps the track muted.
        reason: Why.
    """

    microphone: bool
    camera: bool
    heard: bool
    seen: bool
    reason: Reason

    @property
    def silenced(self) -> bool:
        """Whether they have the floor and are muted by who presides."""
        return self.seen and not self.heard

    @property
    def permitted(self) -> bool:
        """Whether they may publish anything."""
        return self.microphone or self.camera

    def may_send(self, source: str) -> bool:
        """Whether they may publish this source."""
        return {"microphone": self.microphone, "camera": self.camera}.get(source, False)

    def lets_out(self, source: str) -> bool:
        """Whether what they publish of this source goes out."""
        return {"microphone": self.heard, "camera": self.seen}.get(source, False)

    def same_as(self, other: Publishing) -> bool:
        """Whether the media server has nothing to change between the two."""
        mine = (self.microphone, self.camera, self.heard, self.seen)
        return mine == (other.microphone, other.camera, other.heard, other.seen)


@dataclass(frozen=True)
class Holders:
    """Who may publish in a sitting at one moment; persons are known by their registration.

    Attributes:
        speaker: Has the floor.
        seen: The speaker is on: given, and confirmed where they asked to confirm.
        heard: They are on, and the leader has not muted them.
        presiding: Presides over the open sitting: publishes, muted but while they press to talk.
        voice: They press, and are heard and seen beside the speaker.
        following: Is next: publishes early, muted.
        booths: Seated interpreters, and whether they are let out: on air, or about to take over, when nobody's page
            plays them yet and their own sends silence until they accept.
        barred: Of all these, who has opened or published beyond their standing in this turn or on this seat: they
            publish no longer early or muted, only what goes out.
        flooded: Of all these, who has flooded the room in this turn or on this seat: they publish nothing.
        speaks: The language of the speaker; empty without one.
        voice_speaks: That of who presides, while they press.
    """

    speaker: int | None = None
    seen: bool = False
    heard: bool = False
    presiding: int | None = None
    voice: bool = False
    following: int | None = None
    booths: Mapping[int, bool] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()
    flooded: frozenset[int] = frozenset()
    speaks: str = ""
    voice_speaks: str = ""

    @property
    def talking(self) -> int | None:
        """Who presides, while they are heard beside the speaker."""
        beside = self.presiding is not None and self.presiding != self.speaker
        return self.presiding if beside and self.publishing(self.presiding or 0).heard else None

    @property
    def language(self) -> str | None:
        """What is spoken on the floor: the language of who presides while they are heard, or else the speaker's."""
        if self.talking is not None:
            return self.voice_speaks
        return self.speaks if self.speaker is not None and self.seen else None

    def publishing(self, registration: int) -> Publishing:
        """What the media server is to grant ``registration`` now (rule 11)."""
        granted = self._publishing(registration)
        if registration in self.flooded:
            return replace(granted, microphone=False, camera=False, heard=False, seen=False)
        if registration not in self.barred:
            return granted
        return replace(granted, microphone=granted.microphone and granted.heard, camera=granted.camera and granted.seen)

    def _publishing(self, registration: int) -> Publishing:
        decision = may_publish(registration, self.speaker, self.presiding, self.following, tuple(self.booths))
        allowed = isinstance(decision, Allowed)
        if registration == self.speaker:
            return Publishing(microphone=True, camera=True, heard=self.heard, seen=self.seen, reason=decision.reason)
        if registration == self.presiding:
            on = self.voice
            return Publishing(microphone=True, camera=True, heard=on, seen=on, reason=decision.reason)
        if registration == self.following:
            return Publishing(microphone=True, camera=True, heard=False, seen=False, reason=decision.reason)
        let_out = self.booths.get(registration, False)
        return Publishing(microphone=allowed, camera=False, heard=let_out, seen=False, reason=decision.reason)

    @property
    def _all(self) -> tuple[int | None, ...]:
        return (self.speaker, self.presiding, self.following, *self.booths)

    def changed(self, before: Holders) -> dict[int, Publishing]:
        """What must be applied since ``before``: first who is to be heard, then who must fall silent."""
        everybody = {*self._all, *before._all}
        changes = {
            registration: self.publishing(registration)
            for registration in everybody
            if registration is not None and not self.publishing(registration).same_as(before.publishing(registration))
        }
        return dict(sorted(changes.items(), key=lambda change: not change[1].heard))


class Held(Protocol):
    """A track that the media server holds."""

    @property
    def source(self) -> str | None:
        """``microphone`` or ``camera``; ``None`` for anything else, and where kind and source do not agree."""

    @property
    def muted(self) -> bool:
        """Whether it is muted."""


T = TypeVar("T", bound=Held)


@dataclass(frozen=True)
class Beyond(Generic[T]):
    """Tracks of one person beyond what they may.

    Attributes:
        published: Of a source that they may not publish, or a second one of a source that they may.
        unmuted: One that they may publish and that is not let out.
        never: Those of ``published`` that nobody may publish, whoever has the floor: what is neither microphone nor
            camera, and a second one of either.
    """

    published: tuple[T, ...]
    unmuted: tuple[T, ...]
    never: tuple[T, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.published or self.unmuted)


def beyond(publishing: Publishing, tracks: Iterable[T]) -> Beyond[T]:
    """Which of one person's tracks are beyond what they may publish: one microphone, one camera, each where permitted.

    Args:
        tracks: In the order in which they were published.
    """
    published: list[T] = []
    never: list[T] = []
    first: dict[str, T] = {}
    for track in tracks:
        is_one = track.source in ONE_EACH and track.source not in first
        if is_one:
            first[track.source or ""] = track
        else:
            never.append(track)
        if not is_one or not publishing.may_send(track.source or ""):
            published.append(track)
    permitted = {source: track for source, track in first.items() if publishing.may_send(source)}
    unmuted = [track for source, track in permitted.items() if not track.muted and not publishing.lets_out(source)]
    return Beyond(tuple(published), tuple(unmuted), tuple(never))


def forgiven(published_for: timedelta, *, opened_before: bool, forgiven_before: int) -> bool:
    """Whether a track that opened beyond its standing is muted again and nobody accused: its client settles.

    Args:
        published_for: How long ago the track was first told of.
        opened_before: This track has been forgiven once.
        forgiven_before: How many tracks of this connection have.
    """
    return published_for < SETTLING and not opened_before and forgiven_before < FORGIVEN


def begins_too_often(before: Iterable[datetime], at: datetime, *, silenced: bool = False) -> bool:
    """Whether one more track that begins open, and is not let out, is no publishing early any longer.

    Args:
        before: When those of the same person and source began.
        silenced: They have the floor, and are muted by who presides.
    """
    allowed = BEGINNINGS_SILENCED if silenced else BEGINNINGS
    return sum(at - moment < BEGIN_WITHIN for moment in before) >= allowed
