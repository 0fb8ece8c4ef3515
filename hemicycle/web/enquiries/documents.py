"""The summary of replies on paper: PDF and DOCX, in the language of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.consultations.joins import beside
from hemicycle.consultations.local import long_date
from hemicycle.consultations.own_words import unmarked
from hemicycle.people import uploads
from hemicycle.web.toolkit import labels, markdown
from hemicycle.web.toolkit import pdf as printing
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph
from hemicycle.web.toolkit.english_sentences import marked

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Enquiry, SummaryText

FORMATS = {"pdf": uploads.PDF, "docx": uploads.DOCX}


def paper(enquiry: Enquiry, text: SummaryText, kind: str) -> bytes:
    """The summary as a file of one of ``FORMATS``; in the present language, which is the text's."""
    consultation = enquiry.letter.consultation
    title, body = (marked(words, text.language) for words in (text.title, text.body))
    context: dict[str, Any] = {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "title": title,
        "text": body,
        "body": markdown.html(body, below=1),
        "dated": long_date((text.edited_at or text.summary.drawn_at).astimezone(consultation.zone).date()),
    }
    if kind != "pdf":
        return _word(context)
    return printing.pdf("enquiries/summary", context, context["issuer"], trial=consultation.trial)


def _word(context: dict[str, Any]) -> bytes:
    title = unmarked(context["title"])
    made = begin(title, trial=context["trial"])
    for words, style in ((context["consultation"], CENTRED), (context["title"], "Title"), (context["dated"], CENTRED)):
        paragraph(made, words, style)
    markdown.write_word(made, context["text"], below=0)
    return finished(made, beside([title, context["consultation"]]), context["issuer"])
