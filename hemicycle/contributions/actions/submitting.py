"""Contributions are submitted, revised, and entered where they came otherwise than online (rules 21, 23 to 25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.contributions import notices
from hemicycle.contributions.actions.under_act import contribution_of, person_of, require_language, restate
from hemicycle.contributions.items import items_of
from hemicycle.contributions.models import (
    Contribution,
    ContributionDraft,
    ContributionMail,
    ContributionVersion,
    Submitter,
    SubmitterAnswer,
)
from hemicycle.contributions.models.contributions import BROUGHT_BY_LENGTH
from hemicycle.contributions.queries import able_to_contribute, next_number
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.journal import sealing
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.people.models import Member
from hemicycle.people.uploads import Looked
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.contributions import (
    Stage,
    may_contain,
    may_correct_entry,
    may_name,
    may_revise,
    may_submit,
)
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.arrivals.models import Arrival
    from hemicycle.contributions.content import Content
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Upload
    from hemicycle.rules.replies import Channel

#: A moment in the future was typed wrongly, but clocks differ a little.
_AHEAD_SECONDS = 60


@dataclass(frozen=True)
class Source:
    """From where a contribution was entered that came otherwise than online.

    Attributes:
        channel: ``MAIL`` or ``PAPER``.
        received: When it reached the secretariat.
        file: The mail or the paper, as it came: kept already, or kept with the act.
        arrival: The message of which ``file`` is the original, where it was filed as a contribution.
        brought_by: Who brought or sent it, as it is written down.
    """

    channel: Channel
    received: datetime
    file: Upload | Looked
    arrival: Arrival | None = None
    brought_by: str = ""


def submit(  # noqa: PLR0913 - who, when, for whom, and what
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    member: Member,
    content: Content,
    pages: int = 0,
    upload: Upload | None = None,
    draft: ContributionDraft | None = None,
    revises: int | None = None,
    seen: int = 0,
) -> ContributionVersion:
    """A Member submits a contribution, or another version of one; its receipt is numbered at once (rule 25).

    Args:
        pages: As it is printed.
        upload: The file that is submitted in place of parts.
        draft: What was submitted: it is no draft any more. Of two people at once, the first one submits it.
        revises: Key of the contribution of which this is another version.
        seen: Number of the version that its writer began with.

    Raises:
        Refusal: it lacks what the template asks for, the item is not listed or was withdrawn, a Member is not one that
            may be named, or a rule does not permit another version.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_SUBMIT, at, member=member) as act:
        _use_up(draft)
        said, members = _acceptable(act, member, content, has_file=upload is not None)
        row = _revised(act, revises, member, seen) if revises is not None else _new(act)
        version = _add(act, row, member, said, pages=pages, upload=upload, person=person_of(performer), received_at=at)
        _name(row, members)
        _confirm(row, version, member, performer, at)
        act.facts.update(version=version.number, digest=said.digest, item=list(said.item), pages=pages)
        notices.tell_submitted(restate(act, row.pk), at)
    return version


def enter(  # noqa: PLR0913 - the same, and where it came from
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    member: Member,
    content: Content,
    source: Source,
    pages: int = 0,
    upload: Upload | None = None,
    itself: bool = False,
    corrects: int | None = None,
    seen: int = 0,
) -> ContributionVersion:
    """Enter a contribution that came by mail or on paper: it waits for its Member, or for a second person (rule 21).

    Args:
        performer: Somebody of the secretariat; or, without a person, the part of the system that took the mail.
        upload: The file that was sent, in place of parts.
        itself: The source is the file in place of parts.
        corrects: Key of the contribution that was entered wrongly: this is its next version.
        seen: Number of the version that is corrected.

    Raises:
        Refusal: as for ``submit``; it was received in the future; the Member was not invited, or its class has no right
            to contribute; what is corrected is confirmed already; or something was entered from the message already.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        if (source.received - at).total_seconds() > _AHEAD_SECONDS:
            raise Refusal(RuleCode.RECEIVED_IN_THE_FUTURE)
        _require_contributes(act, member)
        said, members = _acceptable(act, member, content, has_file=itself or upload is not None)
        row = _new(act) if corrects is None else _corrected(act, corrects, seen)
        kept = source.file.keep(person_of(performer), at) if isinstance(source.file, Looked) else source.file
        version = _add(
            act,
            row,
            member,
            said,
            pages=pages,
            upload=kept if itself else upload,
            received_at=source.received,
            channel=source.channel.value,
            source=kept,
            brought_by=clean(source.brought_by)[:BROUGHT_BY_LENGTH],
            entered_by=performer.person,
        )
        _name(row, members, in_this_order=True)
        act.subject = member
        act.facts.update(version=version.number, digest=said.digest, item=list(said.item), channel=version.channel)
        if source.arrival is not None:
            _enter_from(source.arrival, version)
        notices.tell_submitted(restate(act, row.pk), at, source.arrival)
    return version


def _enter_from(arrival: Arrival, version: ContributionVersion) -> None:
    """Say of a message what was entered from it, once."""
    rows = ContributionMail.objects.filter(arrival=arrival, version=None)
    if not rows.update(version=version, contribution=version.contribution_id):
        raise Refusal(ContributionCode.MAIL_ENTERED)


def _use_up(draft: ContributionDraft | None) -> None:
    if draft is None:
        return
    deleted, _rows = ContributionDraft.objects.filter(pk=draft.pk, edition=draft.edition).delete()
    if not deleted:
        raise Refusal(ContributionCode.CONTRIBUTION_DRAFT_CHANGED)


def _acceptable(act: Act, member: Member, content: Content, *, has_file: bool) -> tuple[Content, list[Member]]:
    """What is submitted, safe to keep, and the Members that it names, the one that submits first."""
    parts = act.settings.contribution_parts
    said = content.cleaned([part.key for part in parts])
    require_language(said.language)
    item = items_of(act.consultation).get(said.item)
    withdrawn = item is not None and item.withdrawn
    require(may_submit(None, act.at, listed=item is not None, withdrawn=withdrawn))
    required = {part.key for part in parts if part.required}
    limits = {part.key: part.limit for part in parts}
    require(may_contain(said.title, said.parts, required, limits, has_file=has_file))
    codes = [member.code, *(code for code in said.members if code != member.code)]
    require(may_name(codes, member.code))
    rows = Member.objects.filter(body=act.consultation.body_id, code__in=codes)
    known = {row.code: row for row in rows.filter(invitations__consultation=act.consultation).distinct()}
    unknown = [code for code in codes if code not in known and code != member.code]
    if unknown:
        raise Refusal(ContributionCode.CONTRIBUTION_MEMBER, member=unknown[0])
    return said, [member, *(known[code] for code in codes[1:])]


def _new(act: Act) -> Contribution:
    row = Contribution.objects.create(
        consultation=act.consultation, number=next_number(act.consultation), stage=Stage.UNCONFIRMED.value
    )
    act.place = f"contribution:{row.pk}"
    return row


def _revised(act: Act, key: int, member: Member, seen: int) -> Contribution:
    before = contribution_of(act, key)
    require(may_revise(before.course, member.code, before.deadline, act.at, seen=seen))
    return before.row


def _require_contributes(act: Act, member: Member) -> None:
    """Whether something can be entered for a Member: it was invited, and its class has the right (rule 2).

    Raises:
        Refusal: it cannot.
    """
    if not member.invitations.filter(consultation=act.consultation).exists():
        raise Refusal(ContributionCode.CONTRIBUTION_MEMBER, member=member.code)
    if not able_to_contribute(act.consultation, [member], act.at):
        raise Refusal(ContributionCode.CONTRIBUTION_CLASS, member=member.code)


def _corrected(act: Act, key: int, seen: int) -> Contribution:
    before = contribution_of(act, key)
    require(may_correct_entry(before.course, entered=before.entered, seen=seen))
    return before.row


def _add(act: Act, row: Contribution, member: Member, said: Content, **more: object) -> ContributionVersion:
    number = row.versions.count() + 1
    listing, item_number = said.item
    return ContributionVersion.objects.create(
        contribution=row,
        number=number,
        listing=listing,
        item_number=item_number,
        language=said.language,
        title=said.title,
        reference=said.reference,
        parts=dict(said.parts),
        member=member,
        receipt=f"{act.consultation.slug[:20]}/{row.number}-{member.code.upper()}-{number}",
        journal_head=sealing.head(),
        **more,
    )


def _name(row: Contribution, members: list[Member], *, in_this_order: bool = False) -> None:
    """Write down whom the version names; who was named before and is not any more stays on record.

    Args:
        in_this_order: The version says their order, as what is entered from a paper does.
    """
    before = {one.member_id: one for one in row.submitters.all()}
    for one in before.values():
        if one.named and one.member_id not in {named.pk for named in members}:
            one.named = False
            one.save(update_fields=["named"])
    # The one that leads stays where it stood: the order says who began, not who writes now.
    ordered = members
    if not in_this_order:
        ordered = sorted(members, key=lambda named: before[named.pk].place if named.pk in before else len(before) + 1)
    for place, named in enumerate(ordered, start=1):
        known = before.get(named.pk)
        if known is None:
            Submitter.objects.create(contribution=row, member=named, place=place)
        elif not known.named or known.place != place:
            known.named, known.place = True, place
            known.save(update_fields=["named", "place"])


def _confirm(
    row: Contribution, version: ContributionVersion, member: Member, performer: Performer, at: datetime
) -> None:
    """Who submits a version confirms its own name with it."""
    submitter = row.submitters.get(member=member)
    SubmitterAnswer.objects.create(
        submitter=submitter, version=version.number, confirmed=True, person=performer.person, at=at
    )
