"""Acts on the conclusion of an item, by name of who acts, each a second after the one before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hemicycle.live import build
from hemicycle.outcome.actions import asking, closing, drafting, positions
from hemicycle.outcome.queries import draft_of
from hemicycle.rules.conclusions import PositionKind
from hemicycle.sittings.actions import items
from tests.factories import START
from tests.support.floor import by

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.live.conclusion_documents import ConclusionDocument
    from hemicycle.outcome.models import Position
    from hemicycle.rules.item_requests import Carryover
    from tests.factories import World


class Acting:
    """What is done about one item of a sitting."""

    def __init__(self, world: World, item: int = 0) -> None:
        self.world, self.sitting, self.item = world, world.sitting.pk, world.items[item].pk
        self.seconds = 0

    def at(self, later: int = 1) -> datetime:
        """So many seconds after the act before."""
        self.seconds += later
        return START + timedelta(seconds=self.seconds)

    def open(self, requests: Carryover | None = None) -> None:
        """Take it up, with what becomes of who waits for another item."""
        items.open_item(self.sitting, by(self.world, "vice_chair"), self.at(), item=self.item, requests=requests)

    def draft(self, text: str, language: str = "en", who: str = "secretariat", **given: int) -> None:
        wanted = {"seen": draft_of(self.item).number(language), "follows": 0, **given}
        drafting.draft_in_room(
            self.sitting, by(self.world, who), self.at(), item=self.item, language=language, text=text, **wanted
        )

    def read(self, seen: int | None = None) -> None:
        asking.read(self.sitting, by(self.world, "vice_chair"), self.at(), item=self.item, seen=seen)

    def ask(self, seconds: int = 10, seen: int | None = None) -> None:
        asking.ask(self.sitting, by(self.world, "vice_chair"), self.at(), item=self.item, seen=seen, seconds=seconds)

    def resume(self) -> None:
        asking.resume(self.sitting, by(self.world, "vice_chair"), self.at(), item=self.item)

    def take(self, who: str, kind: PositionKind = PositionKind.OBJECTION, words: str = "") -> Position:
        given: dict[str, Any] = {"item": self.item, "words": words}
        if kind is PositionKind.OBJECTION:
            return positions.object_(self.sitting, by(self.world, who), self.at(), **given)
        deferring = kind in {
            PositionKind.DEFER_CONCLUSION,
            PositionKind.DEFER_DOCUMENT,
            PositionKind.SUSPEND_DEBATE,
        }
        act = positions.defer if deferring else positions.state
        return act(self.sitting, by(self.world, who), self.at(), kind=kind, **given)

    def record(self, who: str, kind: PositionKind = PositionKind.OBJECTION, words: str = "") -> Position:
        return positions.record(
            self.sitting,
            by(self.world, "vice_chair"),
            self.at(),
            item=self.item,
            registration=self.world[who].pk,
            kind=kind,
            words=words,
        )

    def withdraw(self, position: Position, who: str) -> None:
        positions.withdraw(self.sitting, by(self.world, who), self.at(), position=position.pk)

    def close(self, outcome: str, *, seen: int | None = None, later: int = 1, words: str = "") -> None:
        """Close it, having seen everything unless ``seen`` says otherwise."""
        closing.close_item(
            self.sitting,
            by(self.world, "vice_chair"),
            self.at(later),
            item=self.item,
            outcome=outcome,
            seen=self.document().latest if seen is None else seen,
            words=words,
        )

    def document(self) -> ConclusionDocument:
        """The text on the screen, built afresh."""
        document = build.document(self.sitting, "conclusion")
        assert document.seq >= 0
        return document  # type: ignore[return-value]
