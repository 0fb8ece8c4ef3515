"""Ten contributions for the demonstration, through the acts of the product, with moments of 2020; two come by mail."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from hemicycle.arrivals import keeping, processing
from hemicycle.arrivals.addressing import Addressed
from hemicycle.arrivals.models import Arrival
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions import queries
from hemicycle.contributions.actions import checking, names, posting, submitting, template
from hemicycle.contributions.content import Content
from hemicycle.contributions.models import ContributionMail
from hemicycle.journal.record import Performer
from hemicycle.ops.seed import files
from hemicycle.ops.seed.letters import Desk
from hemicycle.people.queries import authority_of
from hemicycle.people.uploads import DOCX
from hemicycle.rules.contributions import Stage
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
    by = _focal_point(consultation, member, at)
    if record.by_mail:
        key = _by_mail(consultation, _address(by), record, printed(_paper(consultation, member, content), "docx"))
    else:
        row = submitting.submit(consultation.pk, by, at, member=member, content=content, pages=pages)
        key = row.contribution_id
    for codes, confirmed in ((record.confirming, True), (record.withdrawing, False)):
        for code in codes:
            by, named = _focal_point(consultation, members[code], at), members[code]
            later = at + timedelta(hours=1)
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


def _address(performer: Performer) -> str:
    if performer.person is None:
        raise LookupError("a focal point is a person")
    return str(performer.person.email)


def _by_mail(consultation: Consultation, sender: str, record: ContributionRecord, paper: bytes) -> int:
    """Take the message with which it came, made up, as the receiver and the worker do; the contribution's key.

    Raises:
        LookupError: it was not taken as a contribution.
    """
    at = _moment(consultation, record.at)
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["Date"] = sender, at
    message["Subject"] = f"{record.reference}: {record.title}"
    message["Message-ID"] = f"<made-up-{record.member.lower()}@demonstration.invalid>"
    message.set_content(record.parts["comments"])
    main, _slash, sub = DOCX.partition("/")
    message.add_attachment(paper, maintype=main, subtype=sub, filename="contribution.docx")
    to = [Addressed("", consultation)]
    kept = keeping.keep(BytesIO(message.as_bytes()), Arrival.Way.SMTP, sender, to, at)
    processing.process_waiting(at=at)
    row = ContributionMail.objects.filter(arrival__in=kept, contribution__isnull=False).first()
    if row is None or row.contribution is None:
        raise LookupError(f"the message of {record.member} was not taken as a contribution")
    return row.contribution.pk


def _moment(consultation: Consultation, local: datetime) -> datetime:
    return local.replace(tzinfo=consultation.zone)
