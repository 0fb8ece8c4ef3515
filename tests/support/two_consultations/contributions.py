"""Contributions: with a file, of two Members, entered from a mail, numbered, late, and a draft of one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.contributions import links
from hemicycle.contributions.actions import checking, drafts, submitting, template
from hemicycle.contributions.content import Content
from hemicycle.contributions.models import Submitter
from hemicycle.people.uploads import PDF, TEXT, Looked
from hemicycle.rules.contributions import RECOMMENDED_PAGES
from hemicycle.rules.replies import Channel
from tests.factories import URGENT

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.models import Upload
    from tests.support.two_consultations.whole import Whole


def complete(whole: Whole, symbol: str) -> None:
    """Add them to a consultation.

    Args:
        symbol: Of the document that one becomes.
    """
    key, at = whole.consultation.pk, whole.now
    content = Content((URGENT, 1), "en", "On the budget", parts={"comments": "C", "proposal": "P"})
    file = Looked(b"%PDF-1.7\n%%EOF\n", "contribution.pdf", PDF).keep(whole.person("br"), at)
    mail = Looked(b"From: a@example.org\n", "mail.txt", TEXT).keep(whole.person("secretariat"), at)

    def submit(name: str, *members: str, at: datetime = at, upload: Upload | None = None) -> int:
        wanted = Content(content.item, "en", content.title, members=members, parts=content.parts)
        member = whole.member(name)
        made = submitting.submit(key, whole.performer(name), at, member=member, content=wanted, upload=upload)
        return made.contribution_id

    begun = at - timedelta(minutes=10)
    own, joint, numbered = submit("br", at=begun, upload=file), submit("jp", "BR", at=begun), submit("jp", at=begun)
    until = (at - timedelta(minutes=5)).astimezone(whole.consultation.zone)
    terms = template.ContributionTerms(RECOMMENDED_PAGES, until.date(), until.time().replace(second=0, microsecond=0))
    template.set_terms(key, whole.performer(), at, terms)
    whole.consultation.refresh_from_db()
    late = submit("jp")
    checking.number(key, whole.performer(), at, contribution=numbered, symbol=symbol)
    source = submitting.Source(Channel.MAIL, at - timedelta(hours=1), mail)
    entered = submitting.enter(key, whole.performer(), at, member=whole.member("gh"), content=content, source=source)
    draft = drafts.begin_draft(whole.consultation, whole.member("br"), whole.person("br"), at, content)
    named = Submitter.objects.get(contribution=joint, member=whole.member("br"))
    assert named.mailing
    token = links.address_of(named, named.mailing.deliveries.earliest("pk")).rstrip("/").rpartition("/")[2]
    whole.objects.update(
        contribution=own,
        contribution_joint=joint,
        contribution_numbered=numbered,
        contribution_late=late,
        contribution_entered=entered.contribution_id,
        contribution_draft=draft.pk,
        contribution_token=token,
    )
