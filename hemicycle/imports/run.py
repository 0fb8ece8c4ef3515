"""A file's way: kept, checked row by row, looked at by somebody, written in one act."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.imports.columns import recognise
from hemicycle.imports.desks import DESKS, columns_of
from hemicycle.imports.models import Import, ImportRow
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.rows import Outcome, Row
from hemicycle.imports.sources import lines_of, read
from hemicycle.journal.record import Performer
from hemicycle.people.act import Act, carry_out
from hemicycle.people.uploads import look
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.core.files.base import File

    from hemicycle.imports.columns import Column
    from hemicycle.imports.rows import Desk
    from hemicycle.people.uploads import Looked

BATCH = 500
#: What somebody has to confirm before a file is imported.
NAMES = frozenset({ImportCode.IMPORT_NAME_MIXED, ImportCode.IMPORT_NAME_LOOKS_LIKE})
#: What is shown of a cell of a row with an error; the file itself is kept whole.
_SHOWN = 2000


def begin(
    consultation: int,
    performer: Performer,
    at: datetime,
    kind: str,
    file: File[bytes],
    instrument: File[bytes] | None = None,
) -> Import:
    """Keep a file to be imported, and read its headings.

    Args:
        instrument: The note or letter behind all its rows, of a kind that takes one (``Desk.with_instrument``).

    Raises:
        Refusal: it is no table, cannot be read, has no rows, or lacks a column; or the instrument cannot be kept.
    """
    person = performer.person
    if person is None:
        raise LookupError("nobody imports without signing in")
    looked = DESKS[kind].look(file)
    paper = look(instrument) if instrument is not None and DESKS[kind].with_instrument else None
    columns, ignored = _headings(
        looked, columns_of(kind, Consultation.objects.get(pk=consultation))
    )  # before the act, for the same reason as in ``apply``
    with carry_out(consultation, performer, DESKS[kind].action, at) as act:
        upload = looked.keep(person, at)
        made = Import.objects.create(
            consultation=act.consultation,
            upload=upload,
            instrument=paper.keep(person, at) if paper else None,
            kind=kind,
            columns=columns,
            ignored=ignored,
            by=person,
            at=at,
        )
        act.place = f"import:{made.pk}"
        act.facts.update(kind=kind, uploaded=upload.name, sha256=upload.sha256)
        if paper:
            act.facts.update(instrument=paper.sha256)
    return made


def _headings(looked: Looked, columns: tuple[Column, ...]) -> tuple[list[str], list[str]]:
    lines = list(islice(lines_of(BytesIO(looked.content), looked.media_type), 2))
    if len(lines) <= 1:
        raise Refusal(ImportCode.IMPORT_WITHOUT_ROWS)
    return recognise(lines[0].cells, columns)


def is_longer(import_: Import, rows: int) -> bool:
    """Whether a file has more than so many rows; reads no further."""
    return next(islice(read(import_.upload), rows + 1, None), None) is not None


def check(import_: Import, at: datetime) -> None:
    """Check every row, as if it were imported at this moment; nothing but the findings is written."""
    consultation = import_.consultation
    import_.rows.all().delete()
    try:
        import_.total = sum(1 for _ in read(import_.upload)) - 1
        import_.save(update_fields=["total"])
        act = Act(consultation, Performer(import_.by), at, settings_of(consultation.settings))
        desk = DESKS[import_.kind](act)
        desk.accompany(DESKS[import_.kind].beside(import_))
        import_.counts = _walk(import_, _rows(import_), desk, write=False)
    except Refusal as refused:
        import_.rows.all().delete()
        stop(import_, refused.reason)
        return
    import_.state, import_.done = Import.State.CHECKED, import_.total
    import_.save(update_fields=["state", "counts", "done"])


def apply(import_: Import, performer: Performer, at: datetime) -> Import:
    """Check the rows once more and write those without errors, in one act that keeps the quotas (rule 3).

    Raises:
        Refusal: it was imported already, is not checked, or somebody entered one of its people meanwhile.
    """
    require_not_applied(import_)
    # Read before the act: no lock waits for a reader of workbooks, or for files that came with the table.
    rows, beside = iter(list(_rows(import_))), DESKS[import_.kind].beside(import_)
    try:
        with carry_out(import_.consultation_id, performer, DESKS[import_.kind].action, at) as act:
            locked = Import.objects.select_for_update().select_related("upload").get(pk=import_.pk)
            require_not_applied(locked)
            locked.rows.all().delete()
            desk = DESKS[locked.kind](act)
            desk.accompany(beside)
            locked.counts = _walk(locked, rows, desk, write=True)
            locked.state, locked.refusal = Import.State.APPLIED, {}
            locked.applied_by, locked.applied_at = performer.person, at
            locked.save()
            act.place = f"import:{locked.pk}"
            act.facts.update(kind=locked.kind, counts=locked.counts, sha256=locked.upload.sha256)
    except IntegrityError as error:
        raise Refusal(ImportCode.IMPORT_OVERTAKEN) from error
    return locked


def require_not_applied(import_: Import) -> None:
    """Let an import go on only where its rows were checked and not written yet.

    Raises:
        Refusal: otherwise.
    """
    if import_.state == Import.State.APPLIED:
        raise Refusal(ImportCode.IMPORT_APPLIED_ALREADY)
    if import_.state not in {Import.State.CHECKED, Import.State.APPLYING}:
        raise Refusal(ImportCode.IMPORT_NOT_CHECKED)


def stop(import_: Import, reason: Reason) -> None:
    """Note why a file cannot be checked, or why it was not applied: then it can be tried again."""
    applying = Import.objects.filter(pk=import_.pk, state=Import.State.APPLYING).exists()
    import_.state = Import.State.CHECKED if applying else Import.State.FAILED
    import_.refusal = reason.as_json()
    import_.save(update_fields=["state", "refusal"])


def _walk(import_: Import, rows: Iterator[Row], desk: Desk[Any], *, write: bool) -> dict[str, int]:
    """Take all rows past the desk, a batch at a time, and keep what there is to say about them."""
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in Outcome})
    done = 0
    while batch := list(islice(rows, BATCH)):
        wanted = desk.check(batch)
        if write:
            desk.write(wanted)
        _note(import_, batch, counts)
        done += len(batch)
        if not write:  # inside the act nobody would see it
            Import.objects.filter(pk=import_.pk).update(done=done)
    return dict(counts)


def _rows(import_: Import) -> Iterator[Row]:
    for line in islice(read(import_.upload), 1, None):
        cells = dict(zip(import_.columns, line.cells, strict=False))
        cells.pop("", None)
        yield Row(line.number, {name: cells.get(name, "") for name in filter(None, import_.columns)})


def _note(import_: Import, batch: list[Row], counts: Counter[str]) -> None:
    counts.update(row.outcome.value for row in batch)
    with_problems = [row for row in batch if row.problems]
    counts["warnings"] += sum(row.outcome is not Outcome.ERROR for row in with_problems)
    counts["names"] += sum(any(problem.reason.code in NAMES for problem in row.problems) for row in batch)
    counts["waiting"] += sum(row.waiting for row in batch)
    ImportRow.objects.bulk_create(
        ImportRow(
            source=import_,
            number=row.number,
            error=row.outcome is Outcome.ERROR,
            cells={name: text[:_SHOWN] for name, text in row.cells.items()},
            problems=[problem.as_json() for problem in row.problems],
            words=" ".join(row.cells.values())[:_SHOWN],
        )
        for row in with_problems
    )
