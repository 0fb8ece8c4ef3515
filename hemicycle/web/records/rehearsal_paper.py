"""The report of a rehearsal on paper: PDF and Word, in the present language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import beside
from hemicycle.web.records import rehearsal_figures as figures
from hemicycle.web.records import rehearsal_words as words
from hemicycle.web.records.rehearsal_members import picture
from hemicycle.web.records.rehearsal_rows import CommentRow, TurnRow
from hemicycle.web.support.words import number
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import bar, begin, finished, paragraph, table, write
from hemicycle.web.toolkit.pdf import pdf

#: Of the parts of bars, as the page has them.
COLOURS = {"band": "1F5FA8", "heard": "1E7B4B", "failed": "B3261E", "silent": "C9D1DB"}

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from hemicycle.rules.connection_figures import Group
    from hemicycle.web.records.rehearsal_access import AtReport


def paper(at: AtReport, kind: str) -> bytes:
    """The report as a file, as far as its reader sees it: with names, or without.

    Args:
        kind: ``pdf`` or ``docx``.
    """
    consultation, sitting = at.consultation, at.sitting
    context: dict[str, Any] = {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "title": words.title(sitting),
        "sitting": labels.sitting_title(sitting),
        "practice": "" if sitting.counts else _("Nothing in it counts for the consultation."),
        "as_at": _("As at %(moment)s") % {"moment": labels.moment(at.now, consultation.zone, named=True)},
        "sections": [*figures.sections(at), *([] if sitting.counts else [figures.ratings(at)])],
        "earlier": at.earlier[0] if at.earlier else "",
        "bands": figures.bands(at),
        "groups": figures.groups(at),
        "members": picture(at).paper if at.sees_names else [],
        "failures": [row for row in (TurnRow(at, one) for one in at.report.turns) if row.cause and at.sees_names],
        "comments": [CommentRow(at, one) for one in at.report.comments] if at.sees_names else [],
    }
    if kind == "pdf":
        return pdf("records/rehearsal_report", context, context["issuer"], trial=context["trial"])
    return _in_word(context)


def _in_word(context: dict[str, Any]) -> bytes:
    made = begin(beside([context["sitting"], context["consultation"]]), trial=context["trial"])
    for text, style in (
        (context["consultation"], CENTRED),
        (context["title"], "Title"),
        (context["sitting"], CENTRED),
        (context["practice"], CENTRED),
        (context["as_at"], CENTRED),
    ):
        if text:
            paragraph(made, text, style)
    earlier = context["earlier"]
    for section in context["sections"]:
        paragraph(made, section.title, "Heading 1")
        heads = (_("Figure"), _("Value"), *([earlier] if earlier else []))
        rows = [(one.label, one.value, *([one.earlier] if earlier else [])) for one in section.figures]
        table(made, [heads, *rows])
        if section.note:
            paragraph(made, section.note)
    _pictures(made, context)
    _people(made, context)
    return finished(made, beside([context["title"], context["sitting"]]), context["issuer"])


def _pictures(made: Paper, context: dict[str, Any]) -> None:
    """What the page draws: the numbers, with their bars."""
    paragraph(made, _("Distribution of the time until heard"), "Heading 1")
    bands = context["bands"]
    drawn = table(made, [(_("Time until heard"), _("Turns")), *((one.label, "") for one in bands)], (40, 130))
    for cell, one in zip(drawn.columns[1].cells[1:], bands, strict=True):
        bar(cell.paragraphs[0], [(COLOURS["band"], one.steps)])
        write(cell.paragraphs[0], f" {number(one.turns)}")
    for grouped in context["groups"]:
        paragraph(made, grouped.title, "Heading 1")
        heads = (grouped.head, _("Participants"), _("Members"), _("Heard"), _("Never heard"), _("Median"))
        rows = [(row.label, *(number(one) for one in _counts(row.group)), row.middle) for row in grouped.rows]
        drawn = table(made, [heads, *rows], (48, 28, 24, 22, 24, 24))
        for cell, row in zip(drawn.columns[0].cells[1:], grouped.rows, strict=True):
            bar(cell.add_paragraph(), [(COLOURS[kind], steps) for kind, steps in row.steps])


def _counts(group: Group) -> tuple[int, ...]:
    return group.people, group.members, group.heard, group.failed


def _people(made: Paper, context: dict[str, Any]) -> None:
    if context["members"]:
        paragraph(made, _("Members in the room"), "Heading 1")
        table(made, [(_("Region or class"), _("Speaking"), _("Members")), *context["members"]], (40, 40, 90))
    if context["failures"]:
        paragraph(made, _("Turns not heard"), "Heading 1")
        rows = [
            (beside([row.member, row.given.turn.registration.person.name]), row.cause, row.hints)
            for row in context["failures"]
        ]
        table(made, [(_("Speaker"), _("Cause"), _("Devices, tests and messages")), *rows])
    if context["comments"]:
        paragraph(made, _("Comments of participants"), "Heading 1")
        rows = [
            (
                beside([row.member, row.comment.registration.person.name]),
                "\n".join(filter(None, [row.ratings, row.comment.text])),
                "\n".join(filter(None, [row.state, row.comment.response])),
            )
            for row in context["comments"]
        ]
        table(made, [(_("Participant"), _("Comment"), _("Response")), *rows])
