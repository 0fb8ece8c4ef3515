"""Rule 11 as the media server is to hold it: who may publish what, and who of them is muted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.rules.floor import may_publish
from hemicycle.rules.reasons import Allowed, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    def permitted(self) -> bool:
        """Whether they may publish anything."""
        return self.microphone or self.camera

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
        following: Is next: publishes early, muted.
        booths: Seated interpreters, and whether they are on air.
    """

    speaker: int | None = None
    seen: bool = False
    heard: bool = False
    following: int | None = None
    booths: Mapping[int, bool] = field(default_factory=dict)

    def publishing(self, registration: int) -> Publishing:
        """What the media server is to grant ``registration`` now (rule 11)."""
        decision = may_publish(registration, self.speaker, self.following, tuple(self.booths))
        allowed = isinstance(decision, Allowed)
        if registration == self.speaker:
            return Publishing(microphone=True, camera=True, heard=self.heard, seen=self.seen, reason=decision.reason)
        if registration == self.following:
            return Publishing(microphone=True, camera=True, heard=False, seen=False, reason=decision.reason)
        on_air = self.booths.get(registration, False)
        return Publishing(microphone=allowed, camera=False, heard=on_air, seen=False, reason=decision.reason)

    def changed(self, before: Holders) -> dict[int, Publishing]:
        """What must be applied since ``before``: first who is to be heard, then who must fall silent."""
        everybody = {self.speaker, self.following, *self.booths, before.speaker, before.following, *before.booths}
        changes = {
            registration: self.publishing(registration)
            for registration in everybody
            if registration is not None and not self.publishing(registration).same_as(before.publishing(registration))
        }
        return dict(sorted(changes.items(), key=lambda change: not change[1].heard))
