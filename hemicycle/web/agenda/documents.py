"""The agenda and the time plan on paper: PDF and Word, in the present language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import replaced
from hemicycle.consultations import local
from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.languages import own
from hemicycle.web.agenda import timetable
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.published import agenda_items, information_items, removed_items, titles
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.docx_styles import CENTRED, NOTE
from hemicycle.web.toolkit.docx_writer import begin, bullets, finished, paragraph, table
from hemicycle.web.toolkit.pdf import pdf

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from docx.document import Document as Paper

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.agenda.published import AgendaItem, Removed
    from hemicycle.web.agenda.timetable import Day

FORMATS = ("pdf", "docx")


def paper(consultation: Consultation, publication: AgendaPublication, kind: str, own: ZoneInfo | None = None) -> bytes:
    """A published version as a file.

    Args:
        kind: One of ``FORMATS``.
        own: The reader's zone, whose times stand beside the consultation's in a time plan.
    """
    context = _common(consultation, publication)
    if publication.kind == AgendaPublication.Kind.AGENDA:
        context |= {
            "items": agenda_items(publication),
            "removed": removed_items(publication),
            "information": information_items(publication),
            "letter": publication.content["letter"],
        }
        return _pdf("agenda/agenda", context) if kind == "pdf" else _agenda_in_word(context)
    zone = consultation.zone
    context |= {
        "days": timetable.published(publication),
        "left": timetable.unplaced(publication),
        "agenda": publication.content["agenda"],
        "of": consultation,
        "own": own if own and str(own) != consultation.time_zone else None,
        "city": local.city(str(zone)),
        "own_city": local.city(str(own)) if own else "",
    }
    return _pdf("agenda/time_plan", context) if kind == "pdf" else _plan_in_word(context)


def _common(consultation: Consultation, publication: AgendaPublication) -> dict[str, Any]:
    published, before = publication.published_at.astimezone(consultation.zone).date(), replaced(publication)
    return {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "period": local.long_period(consultation.first_day, consultation.last_day),
        "symbol": publication.symbol,
        "title": titles()[AgendaPublication.Kind(publication.kind)],
        "dated": labels.plain_date(published),
        "replaces": before.symbol if before else "",
        "corrects": bool(publication.correction),
        "what_changes": own(publication.what_changes),
        "changes": differences(publication.changes, timetable.sittings_in(publication)),
    }


def _pdf(document: str, context: dict[str, Any]) -> bytes:
    return pdf(document, context, context["issuer"], trial=context["trial"])


def _head(context: dict[str, Any]) -> Paper:
    """What both papers begin with."""
    made = begin(beside([context["symbol"], context["consultation"]]), trial=context["trial"])
    for text, style in (
        (context["consultation"], CENTRED),
        (context["title"], "Title"),
        (context["period"], CENTRED),
        (f"{context['symbol']} · {context['dated']}", CENTRED),
    ):
        paragraph(made, text, style)
    if context["replaces"]:
        words = _("This version corrects %(symbol)s") if context["corrects"] else _("This version replaces %(symbol)s")
        paragraph(made, words % {"symbol": context["replaces"]}, "Heading 1")
        if context["what_changes"]:
            paragraph(made, context["what_changes"])
        bullets(made, context["changes"])
    return made


def _agenda_in_word(context: dict[str, Any]) -> bytes:
    made = _head(context)
    for item in context["items"]:
        paragraph(made, f"{item.named.position}. {item.named.title}", "Heading 1")
        for text in item_lines(item):
            paragraph(made, text, NOTE)
    if context["removed"]:
        paragraph(made, _("Items removed by the Chair"), "Heading 1")
        for item in context["removed"]:
            paragraph(made, item.named.title, "Heading 2")
            for text in removed_lines(item):
                paragraph(made, text, NOTE)
    if context["information"]:
        paragraph(made, _("For information"), "Heading 1")
        bullets(made, [beside([item.title, item.symbol]) for item in context["information"]])
    return finished(made, beside([context["title"], context["consultation"]]), context["issuer"])


def removed_lines(item: Removed) -> list[str]:
    """What stands beneath an item that the chair removed: its document, and why."""
    lines = [_("Document %(symbol)s") % {"symbol": item.named.symbol}] if item.named.symbol else []
    return [*lines, _("The Chair: %(words)s") % {"words": item.words}] if item.words else lines


def item_lines(item: AgendaItem) -> list[str]:
    """What stands beneath an item: its document, why it is there, who asked for it, who advised against it."""
    named = item.named
    lines = []
    if named.symbol:
        lines.append(_("Document %(symbol)s") % {"symbol": named.symbol})
    if named.contains:
        lines.append(listed(named.contains))
    if named.working:
        lines.append(_("Working translation"))
    if named.original:
        lines.append(_("Title in the original language"))
    lines.append(beside([item.listing, item.why]))
    if item.words:
        lines.append(_("The Chair: %(words)s") % {"words": item.words})
    if item.yes:
        words = ngettext(
            "Requested by %(number)d Member: %(names)s", "Requested by %(number)d Members: %(names)s", len(item.yes)
        )
        lines.append(words % {"number": len(item.yes), "names": listed(item.yes)})
    if item.no:
        words = ngettext(
            "Opposed by %(number)d Member: %(names)s",
            "Opposed by %(number)d Members: %(names)s",
            len(item.no),
        )
        lines.append(words % {"number": len(item.no), "names": listed(item.no)})
    return lines


def _plan_in_word(context: dict[str, Any]) -> bytes:
    made, zone, own = _head(context), context["of"].zone, context["own"]
    for day in context["days"]:
        paragraph(made, day.title, "Heading 1")
        paragraph(made, hours(day, context["of"]))
        head = [context["city"], *([context["own_city"]] if own else []), _("Programme"), _("Minutes")]
        lines = [head]
        for block in day.blocks:
            times = [clock(block.starts, zone), *([clock(block.starts, own)] if own else [])]
            lines.append([*times, block_words(block), str(block.minutes)])
        table(made, lines, [20, *([20] if own else []), 108 if own else 128, 22])
    if context["left"]:
        paragraph(made, _("Not scheduled"), "Heading 1")
        for row in context["left"]:
            paragraph(made, f"{row.item.position}. {row.item.title}", "Heading 2")
            paragraph(made, row.why, NOTE)
    return finished(made, beside([context["title"], context["consultation"]]), context["issuer"])


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """As in "12:00"."""
    return moment.astimezone(zone).strftime("%H:%M")


def hours(day: Day, of: Consultation, around: tuple[str, str] = ("", "")) -> str:
    """When a day opens and closes: "12:00–15:00, Geneva time (UTC+2)".

    Args:
        around: Characters that keep the two times in their order, where the words run from right to left.
    """
    zone = of.zone
    return _("%(from)s–%(to)s, %(city)s time (%(offset)s)") % {
        "from": around[0] + clock(day.opens, zone),
        "to": clock(day.closes, zone) + around[1],
        "city": local.city(str(zone)),
        "offset": day.offset,
    }


def block_words(block: timetable.Block) -> str:
    """What a part of a day is."""
    if block.item is None:
        return str(timetable.KINDS[block.kind])
    said = f"{block.item.position}. {block.item.title}"
    return f"{said} ({block.item.symbol})" if block.item.symbol else said
