"""Somebody who contributes, and a secretariat that deals with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.contributions import queries
from hemicycle.contributions.actions import checking, names, posting, submitting, template
from hemicycle.contributions.actions.submitting import Source
from hemicycle.contributions.content import Content
from hemicycle.journal.record import Performer
from hemicycle.people.models import Person, Registration
from hemicycle.people.uploads import TEXT, Looked, store
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel
from tests.factories import DEFERRED, START, URGENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.contributions.models import ContributionVersion
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.documents.models import Document
    from hemicycle.people.models import Member, Upload
    from tests.factories import World

#: The deadline of the world's contributions, and moments before and after it.
DAY = date(2020, 5, 29)
IN_TIME = datetime.fromisoformat("2020-05-20T10:00:00+00:00")
LATE = datetime.fromisoformat("2020-05-30T10:00:00+00:00")
CONTENT = Content(
    item=(URGENT, 1),
    language="en",
    title="On the budget",
    reference="C20/1",
    parts={"comments": "The figures are welcome.", "proposal": "To note them."},
)


@dataclass
class Contributing:
    """The world, with whoever acts in it."""

    world: World

    def by(self, name: str) -> Performer:
        return Performer(self.world[name].person, "192.0.2.1")

    def member(self, name: str) -> Member:
        member = self.world[name].member
        assert member
        return member

    def deadline(self, day: date | None = DAY) -> None:
        terms = template.ContributionTerms(pages=2, day=day)
        template.set_terms(self.key, self.by("secretariat"), IN_TIME - timedelta(days=9), terms)
        self.world.consultation.refresh_from_db()

    @property
    def key(self) -> int:
        return self.world.consultation.pk

    def submit(self, name: str = "br", at: datetime = IN_TIME, **changes: Any) -> ContributionVersion:
        more = {key: changes.pop(key) for key in ("upload", "draft", "revises", "seen", "pages") if key in changes}
        content = replace(CONTENT, **changes)
        return submitting.submit(self.key, self.by(name), at, member=self.member(name), content=content, **more)

    def revise(
        self, row: ContributionVersion, name: str = "br", at: datetime = IN_TIME, **changes: Any
    ) -> ContributionVersion:
        return self.submit(name, at, revises=row.contribution_id, seen=row.number, **changes)

    def enter(
        self, name: str = "br", at: datetime = IN_TIME, by: str = "secretariat", **changes: Any
    ) -> ContributionVersion:
        """Enter one that came by mail, or on paper where its ``source`` says so."""
        more = {key: changes.pop(key) for key in ("corrects", "seen", "itself") if key in changes}
        source = changes.pop("source", None) or Source(Channel.MAIL, at, self.mail())
        content = replace(CONTENT, **changes)
        member = self.member(name)
        return submitting.enter(self.key, self.by(by), at, member=member, content=content, source=source, **more)

    def second(self) -> None:
        """Somebody else of the secretariat is there, as ``second``."""
        person = Person.objects.create(email="second@example.org", name="Ms. Second", made_up=True)
        self.world.people["second"] = Registration.objects.create(
            consultation=self.world.consultation,
            person=person,
            role=Role.SECRETARIAT.value,
            status=RegistrationStatus.CONFIRMED.value,
        )

    def mail(self) -> Upload:
        return store(b"From: a@example.org\n\nText", "mail.eml", TEXT, self.world["secretariat"].person, START)

    def answer(self, row: ContributionVersion, name: str, *, confirmed: bool, at: datetime = IN_TIME) -> None:
        names.answer(
            self.key,
            self.by(name),
            at,
            contribution=row.contribution_id,
            member=self.member(name),
            confirmed=confirmed,
        )

    def seen(self, row: ContributionVersion) -> SeenContribution:
        seen = queries.contribution(self.world.consultation, row.contribution_id)
        assert seen
        return seen

    def number(self, row: ContributionVersion, symbol: str = "C20/80", at: datetime = IN_TIME) -> None:
        checking.number(self.key, self.by("secretariat"), at, contribution=row.contribution_id, symbol=symbol)

    def post(self, row: ContributionVersion, at: datetime = IN_TIME) -> Document:
        papers = {"en": Looked(b"%PDF-1.7", "C20-80-en.pdf", "application/pdf")}
        state = posting.state_of(self.seen(row))
        return posting.post(
            self.key, self.by("secretariat"), at, contribution=row.contribution_id, papers=papers, seen=state
        )

    def posted(self, **changes: Any) -> ContributionVersion:
        row = self.submit(**changes)
        self.number(row)
        self.post(row)
        return row


def refusal(act: Callable[..., object], *arguments: object, **named: object) -> str:
    """For which reason an act is refused."""
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    return refused.value.reason.code.value


__all__ = ["CONTENT", "DAY", "DEFERRED", "IN_TIME", "LATE", "URGENT", "Contributing", "refusal"]
