"""Ten contributions for the demonstration, through the acts of the product, with moments of 2020."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from hemicycle.consultations.settings import settings_of
from hemicycle.contributions import queries
from hemicycle.contributions.actions import checking, names, posting, submitting, template
from hemicycle.contributions.content import Content
from hemicycle.journal.record import Performer
from hemicycle.ops.seed import files
from hemicycle.ops.seed.letters import Desk
from hemicycle.people.queries import authority_of
from hemicycle.people.uploads import TEXT, store
from hemicycle.rules.contributions import Stage
from hemicycle.rules.replies import Channel
from hemicycle.rules.symbols import Purpose
from hemicycle.web.contributions.paper import PrintedContribution, printed, to_post
from hemicycle.web.toolkit.pdf_pages import pages_of

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member

#: Of the letter.
DEADLINE = date(2020, 5, 29)
#: Symbols where the consultation has no series for contributions.
SYMBOL = "C20/C/{number}"
_AFTER = timedelta(hours=3)


class ContributionRecord(BaseModel):
    """A contribution as the file has it.

    Attributes:
        others: Codes of the Members that it names beside the one that submits it.
        confirming, withdrawing: Those of them that answered so; of one that came by mail, also its own Member.
        becomes: How far it has come: a ``Stage``.
        words: The changes that are asked for.
        repeated: The comments stand there so many times.
    """

    model_config = ConfigDict(extra="forbid")

    member: str
    listing: str
    number: int
    language: str
    title: str
    reference: str = ""
    at: datetime
    others: list[str] = Field(default_factory=list)
    confirming: list[str] = Field(default_factory=list)
    withdrawing: list[str] = Field(default_factory=list)
    becomes: Stage = Stage.SUBMITTED
    words: str = ""
    by_mail: bool = False
    repeated: int = 1
    parts: dict[str, str]

    @property
    def content(self) -> Content:
        """What it says."""
        parts = {**self.parts, "comments": "\n\n".join([self.parts["comments"]] * self.repeated)}
        item = self.listing, self.number
        return Content(item, self.language, self.title, self.reference, tuple(self.others), parts)


def records() -> list[ContributionRecord]:
    """Those of the file."""
    text = (files.FOLDER / "contributions.toml").read_text(encoding="utf-8")
    return TypeAdapter(list[ContributionRecord]).validate_python(tomllib.loads(text)["contribution"])


def demonstration_contributions(consultation: Consultation) -> int:
    """Let the ten contributions arrive, unless anything was contributed already; how many arrived.

    Raises:
        LookupError: a Member of the file had no focal point then.
    """
    if consultation.contributions.exists():
        return 0
    desk = Desk.of(consultation)
    if settings_of(consultation.settings).contribution_deadline is None:
        terms = template.ContributionTerms(settings_of(consultation.settings).contribution_pages, DEADLINE)
        template.set_terms(consultation.pk, desk.first, datetime(2020, 5, 14, 9, tzinfo=consultation.zone), terms)
        consultation.refresh_from_db()
    members = {member.code: member for member in consultation.body.members.prefetch_related("names")}
    arriving = records()
    for record in arriving:
        _arrive(consultation, desk, members, record)
    return len(arriving)


def _arrive(consultation: Consultation, desk: Desk, members: dict[str, Member], record: ContributionRecord) -> None:
    at, member = _moment(consultation, record.at), members[record.member]
    content, pages = record.content, 0
    if record.repeated > 1:
        pages = pages_of(printed(_paper(consultation, member, content)))
    if record.by_mail:
        source = submitting.Source(Channel.MAIL, at, store(_mail(record), "contribution.eml", TEXT, desk.person, at))
        row = submitting.enter(consultation.pk, desk.first, at, member=member, content=content, source=source)
    else:
        by = _focal_point(consultation, member, at)
        row = submitting.submit(consultation.pk, by, at, member=member, content=content, pages=pages)
    key = row.contribution_id
    for codes, confirmed in ((record.confirming, True), (record.withdrawing, False)):
        for code in codes:
            by = _focal_point(consultation, members[code], at)
            later = at + timedelta(hours=1)
            named = members[code]
            names.answer(consultation.pk, by, later, contribution=key, member=named, confirmed=confirmed)
    _deal_with(consultation, desk, key, record, at + _AFTER)


def _deal_with(consultation: Consultation, desk: Desk, key: int, record: ContributionRecord, at: datetime) -> None:
    """What the secretariat did with it."""
    if record.becomes is Stage.CHANGES_ASKED:
        checking.ask_for_changes(consultation.pk, desk.first, at, contribution=key, words=record.words)
    if record.becomes not in {Stage.NUMBERED, Stage.POSTED}:
        return
    series = next(
        (row.key for row in settings_of(consultation.settings).document_series if row.purpose is Purpose.CONTRIBUTIONS),
        "",
    )
    symbol = "" if series else SYMBOL.format(number=queries.contributions_of(consultation, [key])[0].row.number)
    checking.number(consultation.pk, desk.first, at, contribution=key, series=series, symbol=symbol)
    if record.becomes is Stage.POSTED:
        seen = queries.contributions_of(consultation, [key])[0]
        papers, state = to_post(seen), posting.state_of(seen)
        posting.post(consultation.pk, desk.first, at, contribution=key, papers=papers, seen=state)


def _paper(consultation: Consultation, member: Member, content: Content) -> PrintedContribution:
    return PrintedContribution(
        consultation, content.language, [member], frozenset(), content.title, content.item, "", "", content.parts
    )


def _focal_point(consultation: Consultation, member: Member, at: datetime) -> Performer:
    mandate = authority_of(consultation, member, at)
    if mandate is None:
        raise LookupError(f"{member.code} has no focal point")
    return Performer(mandate.person)


def _mail(record: ContributionRecord) -> bytes:
    """The mail with which it came, made up."""
    text = "\n\n".join(record.parts.values())
    return (
        f"From: focal.point@{record.member.lower()}.example.org\r\nTo: contributions@example.org\r\n"
        f"Subject: {record.title}\r\nDate: {record.at:%a, %d %b %Y %H:%M:%S} +0200\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def _moment(consultation: Consultation, local: datetime) -> datetime:
    return local.replace(tzinfo=consultation.zone)
