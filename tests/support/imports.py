"""Files that are imported, and what became of them."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.imports import run
from hemicycle.imports.messages import refusal_message
from hemicycle.journal.record import Performer
from hemicycle.rules.reasons import Refusal
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from hemicycle.imports.models import Import
    from tests.factories import World


HEAD = ("email", "name", "member")
LINES = list[str]


def as_csv(lines: Iterable[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A text of columns."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding)


def secretariat(world: World) -> Performer:
    """The secretariat of the world, at an address."""
    return Performer(world["secretariat"].person, "192.0.2.2")


def begin(world: World, content: bytes, name: str = "people.csv", kind: str = "registrations") -> Import:
    """Bring in a file, which is not yet checked."""
    return run.begin(world.consultation.pk, secretariat(world), START, kind, ContentFile(content, name=name))


def check(world: World, *lines: Sequence[object], head: Sequence[str] = HEAD, kind: str = "registrations") -> Import:
    """Bring in these rows and have them checked."""
    import_ = begin(world, as_csv([head, *lines]), kind=kind)
    run.check(import_, START)
    return import_


def apply(world: World, import_: Import) -> Import:
    """Write what was checked."""
    return run.apply(import_, secretariat(world), START)


def counts(import_: Import) -> tuple[int, int, int, int]:
    """New, changed, unchanged, wrong."""
    return tuple(import_.counts[name] for name in ("new", "changed", "unchanged", "errors"))  # type: ignore[return-value]


def refused(act: Callable[[], Any]) -> str:
    """The code of the reason for which an act is refused; there is a sentence for it."""
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal_message(refusal.value.reason)
    return refusal.value.reason.code
