"""Imports so many rows in a process of its own: a process's peak of memory never falls again."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from babel import Locale
from django.core.files.base import File
from django.utils import timezone
from openpyxl import Workbook

from hemicycle.consultations.models import Consultation
from hemicycle.imports import run
from hemicycle.imports.models import Import
from hemicycle.journal.record import Performer
from hemicycle.people.member_record import has_listed_name
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_PROGRAM = "import sys, django; django.setup(); from bench import importing; importing.main(*sys.argv[1:])"
_KIB = 1024
_CODE = 2
#: A Member of a kind of its own.
_NO_STATES = {"PS"}


def in_a_process(
    rows: int, attempt: int, kind: str = Import.Kind.REGISTRATIONS.value, slug: str = ""
) -> dict[str, float]:
    """Check and apply a workbook of ``rows`` new rows of a kind, others in each attempt.

    Args:
        slug: Of the consultation; the first one where nothing is said.

    Returns:
        ``{seconds, grown_mib}``: how long it took, and by how much the process's memory grew meanwhile.
    """
    with TemporaryDirectory() as folder:
        # Made here: that takes memory too, and a peak does not fall again.
        file = Path(folder) / "people.xlsx"
        _write_workbook(file, LINES[kind](rows, attempt, _languages_of(slug)))
        command = [sys.executable, "-c", _PROGRAM, str(file), str(rows), kind, slug]
        done = subprocess.run(command, check=True, env=os.environ, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main(path: str, rows: str, kind: str, slug: str) -> None:
    """Do with a workbook what the desk does."""
    consultation = _consultation(slug)
    desk = Registration.objects.filter(consultation=consultation, role=Role.SECRETARIAT.value).earliest("pk")
    performer = Performer(desk.person)
    before, started = _peak_mib(), time.monotonic()
    with Path(path).open("rb") as content:
        file = File(content, name="people.xlsx")
        import_ = run.begin(consultation.pk, performer, timezone.now(), kind, file)
    run.check(import_, timezone.now())
    import_ = run.apply(import_, performer, timezone.now())
    seconds = time.monotonic() - started
    if import_.writes != int(rows):
        raise ValueError(f"of {rows} rows: {import_.counts}")
    json.dump({"seconds": seconds, "grown_mib": _peak_mib() - before}, sys.stdout)


def _consultation(slug: str) -> Consultation:
    return Consultation.objects.get(slug=slug) if slug else Consultation.objects.earliest("pk")


def _languages_of(slug: str) -> tuple[str, ...]:
    """In which titles of items are written in a consultation; the first one where nothing is said."""
    return _consultation(slug).languages.documents


def _registrations(rows: int, attempt: int, _languages: Sequence[str]) -> Iterator[list[str]]:
    yield ["email", "name", "family_name", "member", "language", "function"]
    for number in range(rows):
        family = f"Family{rows}x{attempt}x{number}"
        yield [f"{family}@example.org", f"Ms. Given {family}", family, "BR", "fr", "Adviser"]


def _items(rows: int, _attempt: int, languages: Sequence[str]) -> Iterator[list[str]]:
    """Items with their titles in each language, half of them in each of two lists."""
    lists = ("urgent", "deferred")
    yield ["list", "number", *(f"title_{code}" for code in languages), "minutes"]
    for number in range(rows):
        titles = [f"Item {number}: report on the activities of the Union ({code})" for code in languages]
        yield [lists[number % 2], str(number // 2 + 1), *titles, "20"]


def _members(rows: int, attempt: int, _languages: Sequence[str]) -> Iterator[list[str]]:
    """States of the world, each with two contacts that are others in each attempt."""
    fields = ("name", "email", "phone", "language")
    yield ["code", "kind", "region", *(f"contact{number}_{field}" for number in (1, 2) for field in fields)]
    for code in _states()[:rows]:
        contacts = [
            cell
            for number in (1, 2)
            for cell in (f"Office {number}", f"{code}{number}x{attempt}@example.org", "+41 22 730 51 11", "fr")
        ]
        yield [code, "state", "B", *contacts]


def _states() -> list[str]:
    """Codes of the States that CLDR names."""
    territories = [str(code) for code in Locale("en").territories]
    codes = sorted(code for code in territories if len(code) == _CODE and code.isalpha() and code not in _NO_STATES)
    return [code for code in codes if has_listed_name(code, "en")]


#: By kind, the lines of a workbook, its headings first.
LINES: dict[str, Callable[[int, int, Sequence[str]], Iterator[list[str]]]] = {
    Import.Kind.REGISTRATIONS.value: _registrations,
    Import.Kind.ITEMS.value: _items,
    Import.Kind.MEMBERS.value: _members,
}


def _write_workbook(path: Path, lines: Iterable[list[str]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    book.save(path)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
