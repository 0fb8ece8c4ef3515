"""The report as a file: PDF, Word and Akoma Ntoso, in the present language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from docx.shared import Mm

from hemicycle.consultations import local
from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import localized, own
from hemicycle.outcome.queries import submission_of
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.web.conclusions.report_akn import MEDIA_TYPE, akoma_ntoso
from hemicycle.web.conclusions.report_text import Report as Text
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph
from hemicycle.web.toolkit.pdf import pdf

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.models import Report

#: By the name of the format, as an address has it and a file ends.
MEDIA_TYPES = {"pdf": PDF, "docx": DOCX, "xml": MEDIA_TYPE}
FORMATS = tuple(MEDIA_TYPES)
#: Of what is quoted.
_INDENT = Mm(10)


def paper(consultation: Consultation, version: Report, before: Report | None, kind: str) -> bytes:
    """A published version as a file.

    Args:
        before: The version that it replaces.
        kind: One of ``FORMATS``.
    """
    context: dict[str, Any] = {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "period": local.long_period(consultation.first_day, consultation.last_day),
        "symbol": version.symbol,
        "title": _("Report"),
        "dated": labels.plain_date(version.published_at.astimezone(consultation.zone).date()),
        "replaces": before.symbol if before else "",
        "corrects": False,
        "what_changes": own(version.what_changes),
        "changes": [],
        "submitted": _submitted(consultation, version),
        "parts": Text(consultation, version.content).parts(),
    }
    if kind == "xml":
        return akoma_ntoso(consultation, version, context)
    if kind == "pdf":
        return pdf("conclusions/report", context, context["issuer"], trial=context["trial"])
    return _in_word(context)


def _submitted(consultation: Consultation, version: Report) -> str:
    """Under which symbol the physical session has it; empty where it was not handed over."""
    submission = submission_of(version)
    if submission is None:
        return ""
    return _("Input document %(symbol)s of %(session)s") % {
        "symbol": submission.symbol,
        "session": localized(consultation.physical_session),
    }


def _in_word(context: dict[str, Any]) -> bytes:
    made = begin(beside([context["symbol"], context["consultation"]]), trial=context["trial"])
    for text, style in (
        (context["consultation"], CENTRED),
        (context["title"], "Title"),
        (context["period"], CENTRED),
        (f"{context['symbol']} · {context['dated']}", CENTRED),
    ):
        paragraph(made, text, style)
    if context["submitted"]:
        paragraph(made, context["submitted"], CENTRED)
    if context["replaces"]:
        paragraph(made, _("This version replaces %(symbol)s") % {"symbol": context["replaces"]}, "Heading 1")
        if context["what_changes"]:
            paragraph(made, context["what_changes"])
    for part in context["parts"]:
        paragraph(made, f"{part.heading} {part.title}" if part.title else part.heading, f"Heading {part.level}")
        for one in part.paragraphs:
            paragraph(made, f"{one.number}. {one.text}")
            for quoted in one.quoted:
                paragraph(made, quoted).paragraph_format.left_indent = _INDENT
    return finished(made, beside([context["title"], context["consultation"]]), context["issuer"])
