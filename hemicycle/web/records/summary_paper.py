"""A summary record on paper: PDF and Word, in the present language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from docx.shared import Mm

from hemicycle.consultations import local
from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import own
from hemicycle.web.records.summary_text import shown, title
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph
from hemicycle.web.toolkit.pdf import pdf

if TYPE_CHECKING:
    from hemicycle.outcome.models import SummaryVersion
    from hemicycle.sittings.models import Sitting

#: Of what follows the first part of a paragraph.
_INDENT = Mm(8)


def paper(sitting: Sitting, version: SummaryVersion, before: SummaryVersion | None, kind: str) -> bytes:
    """A published version as a file.

    Args:
        before: The version that it replaces.
        kind: ``pdf`` or ``docx``.
    """
    consultation = sitting.consultation
    context: dict[str, Any] = {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "period": labels.sitting_title(sitting),
        "symbol": version.symbol,
        "title": title(),
        "dated": local.long_date(version.published_at.astimezone(consultation.zone).date()),
        "replaces": before.symbol if before else "",
        "corrects": False,
        "what_changes": own(version.what_changes),
        "changes": [],
        "paragraphs": shown(version.content),
    }
    if kind == "pdf":
        return pdf("records/summary_record", context, context["issuer"], trial=context["trial"])
    return _in_word(context)


def _in_word(context: dict[str, Any]) -> bytes:
    made = begin(beside([context["symbol"], context["consultation"]]), trial=context["trial"])
    for text, style in (
        (context["consultation"], CENTRED),
        (context["title"], "Title"),
        (context["period"], CENTRED),
        (f"{context['symbol']} · {context['dated']}", CENTRED),
    ):
        paragraph(made, text, style)
    if context["replaces"]:
        paragraph(made, _("This version replaces %(symbol)s") % {"symbol": context["replaces"]}, "Heading 1")
        if context["what_changes"]:
            paragraph(made, context["what_changes"])
    for one in context["paragraphs"]:
        if one.heading:
            paragraph(made, " ".join(one.parts), "Heading 2")
            continue
        first, *rest = one.parts or [""]
        paragraph(made, f"{one.number}. {first}")
        for part in rest:
            paragraph(made, part).paragraph_format.left_indent = _INDENT
    return finished(made, beside([context["title"], context["consultation"]]), context["issuer"])
