"""A sitting in which each act is compared with what it says of itself."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.sittings import queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import undoing
from hemicycle.sittings.changes import ALL
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tests.factories import World
    from tests.support.room import ConnectedPage


def _kinds(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


class Watched:
    """It, with the documents as they were before the act."""

    def __init__(self, world: World, client: ConnectedPage) -> None:
        self.world, self.client, self.seconds = world, client, 0
        self.key = world.sitting.pk
        self.named: dict[str, set[str]] = defaultdict(set)
        self.changed: dict[str, set[str]] = defaultdict(set)
        self._before = self._documents()

    def by(self, name: str) -> Participant:
        return Participant.registered(self.world[name], "127.0.0.1")

    def at(self) -> datetime:
        self.seconds += 1
        return START + timedelta(seconds=self.seconds)

    def _documents(self) -> dict[str, dict[str, Any]]:
        reading = ("french", "french2", "vice_chair", "chair")
        names = [*ALL, f"help.{self.world['jp'].pk}", *(f"chat.{self.world[name].pk}" for name in reading)]
        built = {name: build.document(self.key, name).model_dump(mode="json") for name in names}
        return {name: {part: held[part] for part in held if part != "seq"} for name, held in built.items()}

    @contextmanager
    def act(self) -> Iterator[None]:
        """Around one act, which is called as the journal calls it."""
        entries = Entry.objects.count()
        self.client.published.clear()
        yield
        named = _kinds(self.client.published)
        after = self._documents()
        assert Entry.objects.count() == entries + 1
        name = Entry.objects.latest("pk").act
        changed = _kinds(document for document in after if after[document] != self._before[document])
        self._before = after
        assert changed <= named, f"{name} does not name {sorted(changed - named)}"
        self.named[name] |= named
        self.changed[name] |= changed


def undo(watched: Watched) -> None:
    last = build.sitting_document(queries.find_sitting(watched.key)).undo
    assert last
    undoing.undo(watched.key, watched.by("vice_chair"), watched.at(), act=last.act)
