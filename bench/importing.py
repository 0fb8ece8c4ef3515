"""Imports so many registrations in a process of its own: a process's peak of memory never falls again."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import File
from django.utils import timezone
from openpyxl import Workbook

from hemicycle.consultations.models import Consultation
from hemicycle.imports import run
from hemicycle.imports.models import Import
from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role

_PROGRAM = "import sys, django; django.setup(); from bench import importing; importing.main(*sys.argv[1:])"
_KIB = 1024


def in_a_process(rows: int, attempt: int) -> dict[str, float]:
    """Check and apply a workbook of ``rows`` registrations of new people, others in each attempt.

    Returns:
        ``{seconds, grown_mib}``: how long it took, and by how much the process's memory grew meanwhile.
    """
    with TemporaryDirectory() as folder:
        # Made here: that takes memory too, and a peak does not fall again.
        file = Path(folder) / "people.xlsx"
        _write_workbook(file, rows, attempt)
        command = [sys.executable, "-c", _PROGRAM, str(file), str(rows)]
        done = subprocess.run(command, check=True, env=os.environ, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main(path: str, rows: str) -> None:
    """Do with a workbook what the desk does."""
    consultation = Consultation.objects.earliest("pk")
    desk = Registration.objects.filter(consultation=consultation, role=Role.SECRETARIAT.value).earliest("pk")
    performer = Performer(desk.person)
    before, started = _peak_mib(), time.monotonic()
    with Path(path).open("rb") as content:
        file = File(content, name="people.xlsx")
        import_ = run.begin(consultation.pk, performer, timezone.now(), Import.Kind.REGISTRATIONS, file)
    run.check(import_, timezone.now())
    import_ = run.apply(import_, performer, timezone.now())
    seconds = time.monotonic() - started
    if import_.counts["new"] != int(rows):
        raise ValueError(f"of {rows} rows: {import_.counts}")
    json.dump({"seconds": seconds, "grown_mib": _peak_mib() - before}, sys.stdout)


def _write_workbook(path: Path, rows: int, attempt: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["email", "name", "family_name", "member", "language", "function"])
    for number in range(rows):
        family = f"Family{rows}x{attempt}x{number}"
        sheet.append([f"{family}@example.org", f"Ms. Given {family}", family, "BR", "fr", "Adviser"])
    book.save(path)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
