"""Mails that follow from a declared result: to all who were asked, and of late replies that do not count with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations import local
from hemicycle.consultations.joins import colon, comma
from hemicycle.consultations.languages import localized
from hemicycle.correspondence import queries
from hemicycle.correspondence.ballot_words import OUTCOMES, in_short
from hemicycle.correspondence.ballots import ballots_of
from hemicycle.correspondence.messages import choice_label
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.notice_texts import RESULT, RESULT_WITHOUT
from hemicycle.correspondence.notices import about
from hemicycle.correspondence.procedures import mode_of
from hemicycle.correspondence.told import told_for
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.values import own_time_of, page
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.correspondence.models import ReplyVersion
    from hemicycle.correspondence.results import Returns


def tell(returned: Returns, at: datetime) -> None:
    """Tell each Member that was asked, by its focal point or its contacts; within the act that declares the result."""
    enquiry = returned.enquiry
    consultation = enquiry.letter.consultation

    def known() -> dict[str, str]:
        letter_page = page("letter", consultation.slug, enquiry.letter.symbol)
        return {**about(enquiry), "result": in_a_line(returned), "letter_page": letter_page}

    with within_the_act(f"the result of enquiry {enquiry.pk}"):
        asked = tuple(row.member.code for row in returned.rows)
        to = recipients(consultation, Selection(To.MEMBERS, members=asked), at) if asked else []
        if reached := [row for row in to if row.address]:
            queue(consultation, RESULT, reached, at, known, follows=enquiry.letter.mailing)
        for version in _without(enquiry):
            _tell_of_late(returned, version, at)


def _without(enquiry: Enquiry) -> list[ReplyVersion]:
    """Of each reply the last version that came late and was left undecided, where none after it counts."""
    late = {row.reply_id: row for row in queries.late_undecided(enquiry)}
    counted = dict(enquiry.replies.exclude(counted=None).values_list("pk", "counted__number"))
    return [row for row in late.values() if row.number > counted.get(row.reply_id, 0)]


def _tell_of_late(returned: Returns, version: ReplyVersion, at: datetime) -> None:
    enquiry, member = returned.enquiry, version.reply.member
    consultation = enquiry.letter.consultation
    _as, to = told_for(consultation, member, at, version.person)

    def known() -> dict[str, str]:
        came = local.to_the_second(version.received_at, ZoneInfo(enquiry.zone)) + own_time_of(version.received_at)
        versions_page = page("reply_versions", consultation.slug, str(enquiry.pk), member.code)
        return {**about(enquiry), "receipt": version.receipt, "received": came, "versions_page": versions_page}

    if to:
        queue(consultation, RESULT_WITHOUT, to, at, known, follows=enquiry.letter.mailing)


def in_a_line(returned: Returns) -> str:
    """How many replies count, and what they say where there is one question."""
    counted, asked = returned.counts[Status.COUNTED], len(returned.rows)
    words = ngettext("%(number)d reply of %(asked)d counts.", "%(number)d replies of %(asked)d count.", counted)
    said = words % {"number": counted, "asked": asked}
    if decided := ballots_of(returned):
        return " ".join(_outcome(one, several=len(decided) > 1) for one in decided)
    questions = [question for question in returned.questions if question.withdrawn_at is None]
    if returned.enquiry.kind == Enquiry.Kind.SILENCE:
        objected = any(returned.tally[question.pk].get("object") for question in questions)
        return f"{_('The silence is broken.') if objected else _('No objection counts.')} {said}"
    if len(questions) != 1:
        return said
    (question,) = questions
    numbers = (
        f"{choice_label(question, option)}{colon()}{len(members)}"
        for option, members in returned.tally[question.pk].items()
    )
    return f"{said} {comma().join(numbers)}"


def _outcome(one: BallotOn, *, several: bool) -> str:
    """What a ballot on one question came to, in a sentence or two."""
    outcome, mode = str(OUTCOMES[one.result.outcome]), mode_of(one.question.enquiry)
    said = f"{outcome}{colon()}{in_short(one, mode)}" if mode is not None else outcome
    if not several:
        return said
    return _("%(number)d. %(title)s: %(said)s") % {
        "number": one.question.number,
        "title": localized(one.question.title),
        "said": said,
    }
