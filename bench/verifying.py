"""An export with 100,000 entries of the journal, checked by ``hemicycle verify`` in a process of its own; their page.

Each turn of a long day has the entries that it has in a sitting: asked for, given from a queue of ten, heard, finished.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.figures import Figure
from bench.registered import secretary_of
from bench.stage import tell
from hemicycle.consultations.models import Consultation
from hemicycle.ending import export
from hemicycle.journal import sealing
from hemicycle.journal.models import Entry
from hemicycle.ops.preparation import prepare
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.queue import BY_PRIORITY
from hemicycle.sittings.models import Turn
from hemicycle.sittings.speaker_queue import request_of
from hemicycle.verification import facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.sittings.models import Sitting

ENTRIES = 100_000
#: Of a turn, so many entries; so many wait when the floor is given.
OF_A_TURN, WAITING = 10, 10
#: Seconds that the check may take, and milliseconds the page.
MOST, MOST_PAGE = 30.0, 1000.0
PAGES = 5
_AT_ONCE = 2000
_ACTS = ("floor.ready", "turn.connected", "turn.audible", "floor.mute", "floor.mute", "floor.extend", "floor.language")
_KIB = 1024


def measure(runs: int) -> dict[str, Figure]:
    """``verify``, in seconds, with the peak of its memory; ``journal_page``, in milliseconds."""
    prepare(tell)
    call_command("seed", stdout=sys.stderr)
    consultation = Consultation.objects.earliest("pk")
    _write(consultation)
    tell(f"{Entry.objects.count()} entries are sealed")
    sealing.seal(timezone.now())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "large.zip"
        with file.open("wb") as out:
            export.write(consultation, out, timezone.now(), lambda _done, _total: None)
        tell(f"an export of {file.stat().st_size / 1e6:.0f} MB")
        seconds = [_verify(file) for _ in range(runs)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KIB
    return figures(seconds, peak, _pages(consultation))


def figures(seconds: list[float], peak: float, pages: list[float]) -> dict[str, Figure]:
    """What was measured, with the limits beside it.

    Args:
        peak: Of the memory of the process that checks, in MiB.
    """
    limit = Figure([MOST], "s")
    return {
        "verify": Figure(seconds, "s", limit=limit, notes={"entries": ENTRIES, "peak_mib": peak}),
        "journal_page": Figure(pages, limit=Figure([MOST_PAGE])),
    }


def _verify(file: Path) -> float:
    begun = time.monotonic()
    command = [sys.executable, "-m", "hemicycle.verification", str(file), "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds = time.monotonic() - begun
    agreed = {check["name"]: check["agreed"] for check in json.loads(done.stdout)["checks"]}
    if agreed["Entries of the journal"] < ENTRIES:
        raise ValueError(f"of {ENTRIES} entries: {agreed}")
    tell(f"checked in {seconds:.1f} s")
    return seconds


def _pages(consultation: Consultation) -> list[float]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(secretary_of(consultation))
    taken = []
    for _ in range(PAGES + 1):
        begun = time.monotonic()
        answer = client.get(reverse("journal", args=[consultation.slug]))
        taken.append((time.monotonic() - begun) * 1000)
        if answer.status_code != HTTPStatus.OK:
            raise ValueError(f"the page answers {answer.status_code}")
    return taken[1:]


def _write(consultation: Consultation) -> None:
    """Turns that were had one after the other, and what the journal says of each."""
    sitting, speakers = consultation.sittings.earliest("pk"), list(_speakers(consultation))
    begun = sitting.opens_at
    turns = Turn.objects.bulk_create(
        (
            Turn(
                sitting=sitting, registration=row, member=row.member, capacity=key, language="en", state="ended",
                asked_at=begun + timedelta(seconds=number), granted_at=begun + timedelta(hours=1, seconds=number),
            )
            for number, (row, key) in zip(range(ENTRIES // OF_A_TURN), _repeated(speakers), strict=False)
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip
    Entry.objects.bulk_create(_entries(sitting, turns), batch_size=_AT_ONCE)


def _repeated(speakers: list[tuple[Registration, str]]) -> Iterator[tuple[Registration, str]]:
    while True:
        yield from speakers


def _speakers(consultation: Consultation) -> Iterator[tuple[Registration, str]]:
    rows = Registration.objects.filter(consultation=consultation, role=Role.DELEGATE.value).exclude(member=None)
    key = next(iter(consultation.classes)).value
    for row in rows.select_related("member", "person"):
        yield row, key


def _entries(sitting: Sitting, turns: list[Turn]) -> Iterator[Entry]:
    classes = sitting.consultation.classes

    def entry(act: str, turn: Turn, at: datetime, **more: object) -> Entry:
        said = {"turn": turn.pk, **more}
        member = turn.member.code if turn.member else ""
        return Entry(
            at=at, actor_id=turn.registration.person_id, subject=member, capacity=turn.capacity, act=act,
            place=f"sitting:{sitting.pk}", data=said,
        )  # fmt: skip

    for number, turn in enumerate(turns):
        waiting = [request_of(one, classes) for one in turns[number : number + WAITING]]
        given = turn.granted_at or turn.asked_at
        yield entry("floor.ask", turn, turn.asked_at, language="en", point_of_order=False)
        queue = facts.queue(waiting, BY_PRIORITY)
        yield entry("floor.next", turn, given, registration=turn.registration_id, position=1, queue=queue)
        for act in _ACTS:
            yield entry(act, turn, given)
        yield entry("floor.finish", turn, given)
