"""A letter on paper: PDF and DOCX, in the language of its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from docx.shared import Mm, Pt

from hemicycle.consultations import own_words
from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import django_language
from hemicycle.correspondence.models import LetterPaper
from hemicycle.people import uploads
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit import pdf as printing
from hemicycle.web.toolkit.docx_lists import begin_list
from hemicycle.web.toolkit.docx_styles import BODY, NOTE
from hemicycle.web.toolkit.docx_writer import begin, bookmarked, bullets, finished, paragraph, table, write

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from hemicycle.web.letters.version import AnnexPart, Questions, Version

MEDIA_TYPES = {LetterPaper.Kind.PDF: uploads.PDF, LetterPaper.Kind.DOCX: uploads.DOCX}
EMBLEM_HEIGHT = Mm(18)
#: By which the text of a letter is found again in its file.
TEXT_MARK = "hemicycle_text"
#: Of the columns of a list of questions, in millimetres.
_WITH_REFERENCE, _WITHOUT = (15, 115, 40), (15, 155)


def file_name(symbol: str, language: str, kind: str) -> str:
    """As in ``DM-20-1005-Rev.1-fr.pdf``."""
    return f"{symbol.replace('/', '-')}-{language}.{kind}"


def annex_mark(number: int) -> str:
    """By which the text of an annex is found again in the file of its letter."""
    return f"hemicycle_annex_{number}"


def paper(version: Version, kind: str) -> bytes:
    """The letter as a file of one of ``LetterPaper.Kind``."""
    with translation.override(django_language(version.language)), own_words.marked():
        return _pdf(version) if kind == LetterPaper.Kind.PDF else _docx(version)


def _pdf(version: Version) -> bytes:
    return printing.pdf("letters/letter", {"version": version}, version.issuer, trial=version.trial)


def _docx(version: Version) -> bytes:
    made = begin(f"{version.symbol}", trial=version.trial)
    write_letter(made, version)
    return finished(made, f"{version.symbol}{colon()}{version.subject}", version.issuer)


def write_letter(made: Paper, version: Version) -> None:
    """The letter with its annexes, each on a page of its own."""
    _write_head(made, version)
    for line in version.to:
        addressee = paragraph(made, line)
        addressee.paragraph_format.left_indent, addressee.paragraph_format.space_before = Mm(85), Pt(6)
    subject = made.add_paragraph(style="Heading 1")
    subject.paragraph_format.space_before = subject.paragraph_format.space_after = Pt(12)
    write(subject, f"{_('Subject:')} ")
    write(subject, version.subject_marked)
    with bookmarked(made, TEXT_MARK):
        markdown.write_word(made, version.body, below=1)
    if version.questions:
        _write_questions(made, version.questions, 1)
    signed = made.add_paragraph(style=BODY)
    if version.original_signed:
        write(signed, _("(original signed)"))
        signed.paragraph_format.space_before, signed.paragraph_format.space_after = Pt(24), Pt(6)
        signed = made.add_paragraph(style=BODY)
    write(signed, version.signatory, bold=True)
    signed.paragraph_format.space_before, signed.paragraph_format.space_after = (
        Pt(12 if version.original_signed else 36),
        Pt(0),
    )
    if version.signatory_title:
        paragraph(made, version.signatory_title)
    _write_list(made, version)
    _write_copies(made, version)
    for annex in version.annexes:
        if annex.file is None:
            _write_annex(made, annex)


def _write_head(made: Paper, version: Version) -> None:
    head = version.head
    if head.emblem is not None and head.emblem.content:
        shown = made.add_paragraph().add_run().add_picture(head.emblem.stream, height=EMBLEM_HEIGHT)
        shown._inline.docPr.set("descr", own_words.unmarked(head.emblem.words))  # noqa: SLF001 - python-docx has no name for it
    of = write(made.add_paragraph(style=BODY), head.body or version.consultation, bold=True)
    of.paragraph_format.space_after = Pt(0)
    for part in head.address if head.body else ():
        paragraph(made, part, NOTE).paragraph_format.space_after = Pt(0)
    first = True
    for line in (head.department, version.place_and_date):
        if line:
            said = paragraph(made, line)
            said.paragraph_format.space_before, said.paragraph_format.space_after = Pt(12 if first else 0), Pt(0)
            first = False
    for fact in head.facts:
        said = made.add_paragraph(style=BODY)
        said.paragraph_format.space_after = Pt(0)
        write(said, f"{fact.label} ", grey=True)
        write(said, fact.text)
    for line in filter(None, (version.relation, *version.issue)):
        paragraph(made, line)


def _write_list(made: Paper, version: Version) -> None:
    if not version.annexes:
        return
    words = f"{_('Annexes:')} {len(version.annexes)}"
    paragraph(made, words, "Heading 2")
    listed = begin_list(made, ordered=True, start=version.annexes[0].number)
    for annex in version.annexes:
        text = annex.title + (f" ({_('file')})" if annex.file else "")
        listed.put(paragraph(made, text, listed.style(first=True)))


def _write_copies(made: Paper, version: Version) -> None:
    if version.copies:
        paragraph(made, _("Copies:"), "Heading 2")
        bullets(made, version.copies)


def _write_annex(made: Paper, annex: AnnexPart) -> None:
    heading = paragraph(made, _("Annex %(number)d") % {"number": annex.number}, "Heading 2")
    heading.paragraph_format.page_break_before = True
    heading.add_run().add_break()
    with translation.override(django_language(annex.language)):
        write(heading, annex.title)
        with bookmarked(made, annex_mark(annex.number)):
            markdown.write_word(made, annex.body)
    if annex.questions:
        _write_questions(made, annex.questions, 2)


def _write_questions(made: Paper, questions: Questions, below: int) -> None:
    said = [questions.how, questions.until, _("Replies may include conditions.") if questions.conditions else ""]
    said += questions.mode
    paragraph(made, " ".join(filter(None, said)))
    heads = [_("No."), _("Title"), *([_("Document")] if questions.references else [])]
    for heading, lines in questions.lists:
        if heading:
            paragraph(made, heading, f"Heading {below + 1}")
        rows = [heads]
        for line in lines:
            title = "\n".join([line.title, *line.text, *(f"{key}) {label}" for key, label in line.options)])
            rows.append([str(line.number), title, *([line.reference] if questions.references else [])])
        table(made, rows, _WITH_REFERENCE if questions.references else _WITHOUT)
