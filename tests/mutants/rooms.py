"""Which code is changed, and which tests have to notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: What acts in a room, as globs below its folder: the only writers, and the order and publishing of an agenda.
ACTS = ("actions.py", "actions/**/*.py", "act.py", "order.py", "publishing.py")
#: Acts that are tested elsewhere than in the folder of their room's name: sittings are planned with the agenda,
#: and what is asked of the technicians reaches them by the push engine.
TESTED_IN = {"sittings": ("sittings", "agenda"), "support": ("live",)}
#: Killed mutants of a hundred, at least.
LEAST_OF_RULES, LEAST_OF_ACTS = 90, 80


@dataclass(frozen=True)
class Room:
    """A room whose code is changed.

    Attributes:
        changed: Its files that are, from the root of the repository.
        tests: The folders of tests that have to notice.
        least: How many of a hundred mutants they kill, at least.
    """

    name: str
    changed: tuple[str, ...]
    tests: tuple[str, ...]
    least: int


def rooms(root: Path) -> list[Room]:
    """The rules, and each room beneath ``hemicycle/`` that has actions, in alphabetical order."""
    product = root / "hemicycle"
    found = [_room(root, product / "rules", ("**/*.py",), LEAST_OF_RULES)]
    acting = {path.parent for glob in ("*/actions", "*/actions.py") for path in product.glob(glob)}
    return found + [_room(root, folder, ACTS, LEAST_OF_ACTS) for folder in sorted(acting)]


def _room(root: Path, folder: Path, globs: tuple[str, ...], least: int) -> Room:
    changed = sorted({path.relative_to(root).as_posix() for glob in globs for path in folder.glob(glob)})
    tests = TESTED_IN.get(folder.name, (folder.name,))
    return Room(folder.name, tuple(changed), tuple(f"tests/{name}" for name in tests), least)
