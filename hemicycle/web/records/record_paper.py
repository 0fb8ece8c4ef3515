"""The record of a sitting on paper: PDF and Word, in the present language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import beside
from hemicycle.web.records.event_words import lines
from hemicycle.web.records.presence_page import columns, rows_of
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph, table
from hemicycle.web.toolkit.pdf import pdf

if TYPE_CHECKING:
    from hemicycle.outcome.sitting_record import SittingRecord
    from hemicycle.sittings.models import Sitting

FORMATS = ("pdf", "docx")
#: Of the columns, in millimetres, of the 170 that a page has.
_WIDTHS = (18, 30, 12, 45, 65)


def paper(sitting: Sitting, record: SittingRecord, kind: str, *, whole: bool) -> bytes:
    """The record as a file.

    Args:
        kind: One of ``FORMATS``.
        whole: As in ``event_words.lines``.
    """
    consultation = sitting.consultation
    context: dict[str, Any] = {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "title": _("Record of the sitting"),
        "sitting": labels.sitting_title(sitting),
        "practice": "" if sitting.counts else _("Nothing in it counts for the consultation."),
        "lines": lines(record, whole=whole),
        "zone": consultation.zone,
        "of": consultation,
        "presence": rows_of(sitting),
        "presence_columns": columns(),
    }
    if kind == "pdf":
        return pdf("records/record", context, context["issuer"], trial=context["trial"])
    return _in_word(context)


def _in_word(context: dict[str, Any]) -> bytes:
    made = begin(beside([context["sitting"], context["consultation"]]), trial=context["trial"])
    for text, style in (
        (context["consultation"], CENTRED),
        (context["title"], "Title"),
        (context["sitting"], CENTRED),
        (context["practice"], CENTRED),
    ):
        if text:
            paragraph(made, text, style)
    paragraph(made, _("Course of the sitting"), "Heading 1")
    heads = [(_("Time"), _("Event"), _("Item"), _("Speaker"), _("Details"))]
    rows = [
        (
            "–".join(labels.clock(at, context["zone"]) for at in (line.event.at, line.event.until) if at is not None),
            line.label,
            str(line.position or ""),
            beside([line.member, line.name, line.spoken]),
            "\n".join(filter(None, [line.title, line.words, line.quoted])),
        )
        for line in context["lines"]
    ]
    table(made, [*heads, *rows], _WIDTHS)
    paragraph(made, _("Presence"), "Heading 1")
    asked = context["presence_columns"]
    listed = [[str(column.value(row) or "") for column in asked] for row in context["presence"]]
    table(made, [[str(column.label) for column in asked], *listed])
    return finished(made, beside([context["title"], context["sitting"]]), context["issuer"])
