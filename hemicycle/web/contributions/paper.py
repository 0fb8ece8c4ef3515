"""A contribution on paper: PDF and Word, with the headings of the template in its own language (rule 23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations import local
from hemicycle.consultations.contribution_settings import headings
from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.items import items_of
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import DOCX, PDF, Looked
from hemicycle.rules.contributions import Name
from hemicycle.web.contributions.words import numbered
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph
from hemicycle.web.toolkit.labels import issuer
from hemicycle.web.toolkit.pdf import in_language, pdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import Place
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.people.models import Member

#: What a file of ours may be.
KINDS = {"pdf": PDF, "docx": DOCX}


@dataclass(frozen=True)
class PrintedContribution:
    """What stands on paper.

    Attributes:
        members: Those that submit it, in their order.
        unconfirmed: Those that have not confirmed their names, and are marked so.
        item: Its place.
        symbol: Empty while it has no number.
        parts: What stands under each heading, by key.
    """

    consultation: Consultation
    language: str
    members: Sequence[Member]
    unconfirmed: frozenset[int]
    title: str
    item: Place
    reference: str
    symbol: str
    parts: Mapping[str, str]


def of_version(seen: SeenContribution, language: str) -> PrintedContribution | None:
    """A contribution as it would be posted now, in one of its languages; None where it has no text in it."""
    latest = seen.latest
    title, parts = latest.title, latest.parts
    if language != latest.language:
        translated = seen.translations.get(language)
        if translated is None:
            return None
        title, parts = translated.title, translated.parts
    unconfirmed = frozenset(member.pk for member in seen.standing(Name.UNANSWERED))
    return PrintedContribution(
        seen.row.consultation,
        language,
        seen.standing(Name.CONFIRMED, Name.UNANSWERED),
        unconfirmed,
        title,
        seen.place,
        latest.reference,
        seen.row.symbol,
        parts,
    )


def printed(what: PrintedContribution, kind: str = "pdf") -> bytes:
    """The paper.

    Args:
        kind: One of ``KINDS``.
    """
    with in_language(what.language):
        context = _context(what)
        if kind == "pdf":
            return pdf("contributions/contribution", context, context["issuer"], trial=what.consultation.trial)
        return _in_word(context, trial=what.consultation.trial)


def to_post(seen: SeenContribution) -> dict[str, Looked]:
    """The papers of a contribution that is posted, by language; where it came as a file, that file is its original.

    They name the Members that have confirmed: nobody is said to submit what it has not confirmed.
    """
    made: dict[str, Looked] = {}
    for code in (seen.latest.language, *seen.translations):
        upload = seen.latest.upload
        if code == seen.latest.language and upload is not None:
            with upload.file.open("rb") as file:
                made[code] = Looked(file.read(), upload.name, upload.media_type)
            continue
        what = of_version(seen, code)
        if what is not None:
            confirmed = [member for member in what.members if member.pk not in what.unconfirmed]
            content = printed(PrintedContribution(**{**vars(what), "members": confirmed}))
            made[code] = Looked(content, f"{file_name(seen.row.symbol)}-{code}.pdf", PDF)
    return made


def file_name(symbol: str) -> str:
    """A symbol as part of a file's name."""
    return symbol.replace("/", "-")


def _context(what: PrintedContribution) -> dict[str, Any]:
    consultation = what.consultation
    item = items_of(consultation).get(what.item)
    own = headings(settings_of(consultation.settings).contribution_parts)
    names = [
        _("%(member)s (name not confirmed)") % {"member": member_name(one)}
        if one.pk in what.unconfirmed
        else member_name(one)
        for one in what.members
    ]
    return {
        "consultation": str(consultation),
        "issuer": issuer(consultation),
        "period": local.long_period(consultation.first_day, consultation.last_day),
        "symbol": what.symbol,
        "language": what.language,
        "submitters": listed(names),
        "title": what.title,
        "reference": what.reference,
        "item": numbered(what.item, item.title) if item else "",
        "parts": [(own.get(key, key), text) for key, text in _in_order(own, what.parts) if text],
    }


def _in_order(own: Mapping[str, str], parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """In the order of the template; what stands under a heading that it has not any more, at the end."""
    return [(key, parts.get(key, "")) for key in (*own, *(key for key in parts if key not in own))]


def _in_word(context: Mapping[str, Any], *, trial: bool) -> bytes:
    made = begin(beside(filter(None, [context["symbol"], context["consultation"]])), trial=trial)
    paragraph(made, context["consultation"], CENTRED)
    paragraph(made, _("Contribution"), "Title")
    for label, text in (
        (_("Submitted by"), context["submitters"]),
        (pgettext("of a contribution", "Title"), context["title"]),
        (_("Item"), context["item"]),
        (_("Reference"), context["reference"]),
    ):
        if text:
            paragraph(made, label, "Heading 3")
            paragraph(made, text)
    for heading, text in context["parts"]:
        paragraph(made, heading, "Heading 2")
        for one in text.split("\n"):
            if one.strip():
                paragraph(made, one)
    return finished(made, beside([context["title"], context["consultation"]]), context["issuer"])
