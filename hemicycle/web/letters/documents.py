"""A letter on paper: PDF and DOCX, in the language of its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.shared import Mm, Pt

from hemicycle.consultations.languages import django_language
from hemicycle.correspondence.models import LetterPaper
from hemicycle.people import uploads
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit import pdf as printing
from hemicycle.web.toolkit.docx_lists import begin_list
from hemicycle.web.toolkit.docx_styles import BODY
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph, table, write

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from hemicycle.web.letters.version import AnnexPart, Questions, Version

MEDIA_TYPES = {LetterPaper.Kind.PDF: uploads.PDF, LetterPaper.Kind.DOCX: uploads.DOCX}
#: Of the columns of a list of questions, in millimetres.
_WITH_REFERENCE, _WITHOUT = (15, 115, 40), (15, 155)


def file_name(symbol: str, language: str, kind: str) -> str:
    """As in ``DM-20-1005-Rev.1-fr.pdf``."""
    return f"{symbol.replace('/', '-')}-{language}.{kind}"


def paper(version: Version, kind: str) -> bytes:
    """The letter as a file of one of ``LetterPaper.Kind``."""
    with translation.override(django_language(version.language)):
        return _pdf(version) if kind == LetterPaper.Kind.PDF else _docx(version)


def _pdf(version: Version) -> bytes:
    return printing.pdf("letters/letter", {"version": version}, version.consultation)


def _docx(version: Version) -> bytes:
    made = begin(f"{version.symbol}")
    write_letter(made, version)
    return finished(made, f"{version.symbol}: {version.subject}", version.consultation)


def write_letter(made: Paper, version: Version) -> None:
    """The letter with its annexes, each on a page of its own."""
    write(made.add_paragraph(style=BODY), version.consultation, bold=True)
    for line in (version.place_and_date, _("Letter %(symbol)s") % {"symbol": version.symbol}, version.relation):
        if line:
            paragraph(made, line).paragraph_format.space_after = Pt(0)
    for line in version.to:
        addressee = paragraph(made, line)
        addressee.paragraph_format.left_indent, addressee.paragraph_format.space_before = Mm(85), Pt(6)
    subject = made.add_paragraph(style="Heading 1")
    subject.paragraph_format.space_before = subject.paragraph_format.space_after = Pt(12)
    write(subject, f"{_('Subject:')} ")
    write(subject, version.subject)
    markdown.write_word(made, version.body, below=1)
    if version.questions:
        _write_questions(made, version.questions, 1)
    signed = write(made.add_paragraph(style=BODY), version.signatory, bold=True)
    signed.paragraph_format.space_before, signed.paragraph_format.space_after = Pt(36), Pt(0)
    if version.signatory_title:
        paragraph(made, version.signatory_title)
    _write_list(made, version)
    for annex in version.annexes:
        if annex.file is None:
            _write_annex(made, annex)


def _write_list(made: Paper, version: Version) -> None:
    number = len(version.annexes)
    if not number:
        return
    words = ngettext("%(number)d annex", "%(number)d annexes", number) % {"number": number}
    paragraph(made, words, "Heading 2")
    listed = begin_list(made, ordered=True, start=version.annexes[0].number)
    for annex in version.annexes:
        text = annex.title + (f" ({_('file')})" if annex.file else "")
        listed.put(paragraph(made, text, listed.style(first=True)))


def _write_annex(made: Paper, annex: AnnexPart) -> None:
    heading = paragraph(made, _("Annex %(number)d") % {"number": annex.number}, "Heading 2")
    heading.paragraph_format.page_break_before = True
    heading.add_run().add_break()
    with translation.override(django_language(annex.language)):
        write(heading, annex.title)
        markdown.write_word(made, annex.body)
    if annex.questions:
        _write_questions(made, annex.questions, 2)


def _write_questions(made: Paper, questions: Questions, below: int) -> None:
    said = [questions.how, questions.until, _("A reply may come with conditions.") if questions.conditions else ""]
    paragraph(made, " ".join(filter(None, said)))
    heads = [_("No."), _("Title"), *([_("Document")] if questions.references else [])]
    for heading, lines in questions.lists:
        if heading:
            paragraph(made, heading, f"Heading {below + 1}")
        rows = [heads]
        for line in lines:
            title = "\n".join([line.title, *(f"{key}) {label}" for key, label in line.options)])
            rows.append([str(line.number), title, *([line.reference] if questions.references else [])])
        table(made, rows, _WITH_REFERENCE if questions.references else _WITHOUT)
