"""The list of participants for Word, right to left where its language is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from docx.shared import Pt

from hemicycle.consultations.joins import beside
from hemicycle.web.toolkit.docx_styles import BODY, CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph, table, write

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from hemicycle.web.registration.participants_document import Entry, Section


def participants(context: dict[str, Any]) -> bytes:
    """The list as DOCX in the present language, from what its PDF is made from."""
    paper = begin(beside([context["consultation"], context["as_at"]]), trial=context["trial"])
    for text, style in (
        (context["consultation"], CENTRED),
        (_("List of participants"), "Title"),
        (context["period"], CENTRED),
    ):
        paragraph(paper, text, style)
    for section in context["sections"]:
        _write_section(paper, section)
    _write_count(paper, context)
    return finished(paper, beside([_("List of participants"), context["consultation"]]), context["issuer"])


def _write_section(paper: Paper, section: Section) -> None:
    paragraph(paper, section.title, "Heading 1")
    for member, people in section.delegations:
        if member:
            paragraph(paper, member, "Heading 2")
        for entry in people:
            _write_person(paper, entry)


def _write_person(paper: Paper, entry: Entry) -> None:
    person = paper.add_paragraph(style=BODY)
    person.paragraph_format.space_after = Pt(5)
    person.paragraph_format.keep_together = True
    write(person, entry.name, bold=True)
    for said in (entry.part, entry.function):
        if said:
            person.add_run().add_break()
            write(person, said, grey=True)


def _write_count(paper: Paper, context: dict[str, Any]) -> None:
    """How many, by class, at the end."""
    paragraph(paper, _("Number of participants"), "Heading 1")
    sections: list[Section] = context["sections"]
    lines = [(_("Class or role"), _("Members"), _("People"))]
    lines += [(section.title, str(section.members or ""), str(section.people)) for section in sections]
    lines.append((_("Total"), str(context["members"]), str(context["people"])))
    table(paper, lines)
