"""What arrives by mail as a contribution is entered with its source, and waits to be confirmed (rules 21 and 25)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from hemicycle.contributions.actions.submitting import Source, enter
from hemicycle.contributions.items import items_of
from hemicycle.contributions.proposing import proposed, submitters_in, symbol_in
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents import texts
from hemicycle.people import uploads
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.arrivals.models import Arrival
    from hemicycle.arrivals.reading import Attached
    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import ListedItem, Place
    from hemicycle.contributions.models import ContributionVersion
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member
    from hemicycle.people.uploads import Looked


@dataclass(frozen=True)
class Enclosed:
    """What was read of the files that came with a message.

    Attributes:
        number: How many of them can be a contribution, each by itself.
        file: The only one; none where there is none, or are several.
        text: What it says.
        pages: How many it has; 0 where they cannot be counted.
    """

    number: int
    file: Looked | None = None
    text: str = ""
    pages: int = 0


def enclosed(files: Sequence[Attached]) -> Enclosed:
    """The contribution among some files: a Word document, or a PDF of which there is none."""
    documents = [file for file in files if file.media_type in {uploads.DOCX, uploads.PDF}]
    editable = {_stem(file) for file in documents if file.media_type == uploads.DOCX}
    # Sent as both, it is one text.
    single = [file for file in documents if file.media_type == uploads.DOCX or _stem(file) not in editable]
    if len(single) != 1:
        return Enclosed(len(single))
    looked = single[0].looked()
    read = texts.read(looked.content, looked.media_type)
    return Enclosed(1, looked, read.text, read.pages)


def _stem(file: Attached) -> str:
    return file.name.rpartition(".")[0].casefold()


def item_named(consultation: Consultation, *said: str) -> Place | None:
    """The item whose document is named first in what is said; none where several could be meant."""
    by_symbol: dict[str, list[ListedItem]] = {}
    for item in items_of(consultation).values():
        if item.symbol:
            by_symbol.setdefault(item.symbol, []).append(item)
    for text in said:
        found = by_symbol.get(symbol_in(text, by_symbol), [])
        standing = [item for item in found if not item.withdrawn] or found
        if standing:
            return standing[0].place if len(standing) == 1 else None
    return None


def from_mail(  # noqa: PLR0913 - what a mail says
    consultation: Consultation,
    performer: Performer,
    at: datetime,
    *,
    arrival: Arrival,
    member: Member,
    item: Place | None,
    files: Enclosed,
) -> ContributionVersion:
    """Enter what a message contributes for a Member.

    Its sender and the Member's focal point, or else its contacts, get a link of their own by which they confirm it, or
    withdraw it; a second person of the secretariat may compare it with the message instead. Until then it counts for
    nothing. Late is what arrived late, whenever it is filed.

    Args:
        performer: Who of the secretariat filed it; or, without a person, the part of the system that took it.
        item: To which it contributes; none where its file is to say so.

    Raises:
        Refusal: it has no file that can be entered, or several; or the file lacks what the template asks for, or its
            item is not listed. The message stays where the secretariat files it.
    """
    if files.file is None:
        code = ContributionCode.MAIL_WITH_FILES if files.number else ContributionCode.MAIL_WITHOUT_FILE
        raise Refusal(code, **({"number": files.number} if files.number else {}))
    if not files.text.strip():
        raise Refusal(ContributionCode.CONTRIBUTION_FILE_EMPTY, name=files.file.name)
    if arrival.original is None:
        raise Refusal(ContributionCode.MAIL_WITHOUT_FILE)
    language = arrival.person.language if arrival.person else consultation.languages.last_resort
    content = proposed(files.text, consultation, member, language)
    place = item or item_named(consultation, content.reference, files.text)
    if place is None:
        raise Refusal(ContributionCode.MAIL_WITHOUT_ITEM)
    content = replace(
        content,
        item=place,
        title=content.title or arrival.subject,
        # Nobody checks what is read before others are asked for their names: those alone that say that they submit it.
        members=submitters_in(files.text, consultation, member),
    )
    source = Source(Channel.MAIL, arrival.at, arrival.original, arrival)
    file = files.file
    kept = uploads.store_stream(BytesIO(file.content), file.name, file.media_type, file.sha256, at)
    try:
        return enter(
            consultation.pk,
            performer,
            at,
            member=member,
            content=content,
            source=source,
            pages=files.pages,
            upload=kept,
        )
    except Refusal:
        uploads.discard(kept)
        raise
