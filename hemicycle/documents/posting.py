"""A document is posted within the act of another room, as that of a contribution, or by its own one (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.documents.changes import reading_changed
from hemicycle.documents.models import Document
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.writing import acceptable, actor, first_of, keep, place, require_free, told_all
from hemicycle.rules.documents import may_post
from hemicycle.rules.reasons import require
from hemicycle.rules.versions import Change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.documents.record import DocumentRecord
    from hemicycle.documents.writing import Given
    from hemicycle.people.act import Act


def post(
    act: Act, record: DocumentRecord, files: Mapping[str, Given], *, embargo_until: datetime | None = None
) -> Document:
    """Make a document and post it, within an act that is under way; the act's own entry in the journal tells of it.

    ``act.facts`` gets ``document``, ``symbol`` and ``files``.

    Args:
        act: Of the consultation (``people.act.carry_out``), which holds it alone; a person performs it.
        record: Without a symbol it gets the next one of its series.
        files: By language, at least one: a file that ``people.uploads.look`` let pass, an ``Upload`` that is kept
            already, or a link.
        embargo_until: Until then only who prepares documents sees it.

    Raises:
        Refusal: the record cannot be kept, its symbol is another's, or the rule does not let it be posted.
    """
    wanted = acceptable(act, record, Numbering(act.consultation))
    require_free(act, wanted.record.symbol, None)
    row = keep(act, Document(consultation=act.consultation, embargo_until=embargo_until), wanted)
    for language, given in files.items():
        place(act, row, language, given)
    post_prepared(act, row)
    return row


def post_prepared(act: Act, row: Document) -> None:
    """Post a document that is prepared, within an act.

    Raises:
        Refusal: it is posted already, has no file, or does not say what it changes.
    """
    files = told_all(row)
    require(
        may_post(
            row.standing(act.at),
            files=len(files),
            change=Change(row.change) if row.change else None,
            base=row.base.standing(act.at) if row.base else None,
            what_changes=first_of(row.what_changes),
        )
    )
    row.posted_at, row.posted_by = act.at, actor(act)
    if row.embargo_until is not None and row.embargo_until <= act.at:
        row.embargo_until = None
    row.save(update_fields=["posted_at", "posted_by", "embargo_until"])
    act.announce(reading_changed)
    embargo = row.embargo_until.isoformat() if row.embargo_until else None
    act.facts.update(document=row.pk, symbol=row.symbol, files=files, embargo_until=embargo)
