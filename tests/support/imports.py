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
#: Cells of a registration's row that is good but for them, each with the column and the reason of what is wrong; no
#: two are wrong for the same reason in the same way.
MISTAKES: list[tuple[dict[str, str], tuple[str, str]]] = [
    ({"email": "nobody"}, ("email", "import_address")),
    ({"email": ""}, ("email", "import_address_missing")),
    ({"email": "a" * 300 + "@example.org"}, ("email", "import_address")),
    ({"name": " \u202e "}, ("name", "import_name_missing")),
    ({"name": "x" * 301}, ("name", "text_too_long")),
    ({"name": "..."}, ("name", "import_name_missing")),
    ({"member": ""}, ("member", "import_member_missing")),
    ({"member": "Atlantis"}, ("member", "import_member_unknown")),
    ({"member": "NO"}, ("member", "import_member_not_invited")),
    ({"role": "king"}, ("role", "import_role")),
    ({"delegation_role": "king"}, ("delegation_role", "import_part")),
    ({"language": "Klingon"}, ("language", "import_language")),
    ({"time_zone": "Mars/Olympus"}, ("time_zone", "import_time_zone")),
    ({"time_zone": "../../etc/passwd"}, ("time_zone", "import_time_zone")),
    ({"days": "9 June"}, ("days", "import_day")),
    ({"days": "2020-06-09, 2020-07-01"}, ("days", "import_day_outside")),
    ({"phone": "ask Ana"}, ("phone", "import_phone")),
    ({"phone": "+" * 21 + "1" * 20}, ("phone", "text_too_long")),
    ({"role": "interpreter", "member": ""}, ("booth_languages", "import_booths_missing")),
    ({"booth_languages": "fr"}, ("booth_languages", "import_booths_of_others")),
]


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
