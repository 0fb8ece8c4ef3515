"""Several Members, a secretariat and a chair act on one contribution, in any order: the database keeps to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemicycle.contributions.actions import checking
from hemicycle.contributions.models import (
    Contribution,
    ContributionStep,
    ContributionVersion,
    Submitter,
    SubmitterAnswer,
)
from hemicycle.documents.models import Document
from hemicycle.journal.models import Entry
from hemicycle.rules.contributions import Name, Stage
from hemicycle.rules.reasons import Refusal
from tests.contributions.contributing import IN_TIME, Contributing

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.contributions.queries import SeenContribution

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

#: Visitors who answer for them, as the world has them.
MEMBERS = ("br", "jp", "gh")
acts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["confirm", "withdraw"]), st.sampled_from(MEMBERS)),
        st.tuples(st.just("revise"), st.sampled_from(MEMBERS), st.sets(st.sampled_from(MEMBERS))),
        st.tuples(st.sampled_from(["ask", "number", "remove", "translate", "post"])),
    ),
    max_size=14,
)


def counts() -> tuple[int, ...]:
    """How many rows there are of all that tells of a contribution."""
    models: tuple[Any, ...] = (ContributionVersion, SubmitterAnswer, ContributionStep, Submitter, Document, Entry)
    return tuple(model.objects.count() for model in models)


class Story:
    """One contribution of three Members, and what is done with it."""

    def __init__(self, contributing: Contributing, *, entered: bool) -> None:
        self.contributing = contributing
        begin = contributing.enter if entered else contributing.submit
        self.row = begin("br", members=("JP", "GH"))
        self.key = self.row.contribution_id

    @property
    def seen(self) -> SeenContribution:
        """As it stands in the database."""
        return self.contributing.seen(self.row)

    def act(self, kind: str, *about: Any) -> bool:
        """Do something; whether it was permitted. What is refused leaves no trace."""
        before = counts()
        try:
            with transaction.atomic():
                getattr(self, kind)(*about)
        except Refusal:
            assert counts() == before
            return False
        assert Entry.objects.count() == before[-1] + 1
        return True

    def confirm(self, name: str) -> None:
        self.contributing.answer(self.row, name, confirmed=True)

    def withdraw(self, name: str) -> None:
        self.contributing.answer(self.row, name, confirmed=False)

    def revise(self, name: str, others: set[str]) -> None:
        members = tuple(self.contributing.member(other).code for other in sorted(others))
        self.contributing.revise(self.seen.latest, name, members=members, title=f"Of {name}")

    def number(self) -> None:
        self.contributing.number(self.row)

    def post(self) -> None:
        self.contributing.post(self.row)

    def ask(self) -> None:
        self._check(checking.ask_for_changes, words="Shorter")

    def remove(self) -> None:
        self._check(checking.remove_number)

    def translate(self) -> None:
        there = self.seen.translations.get("fr")
        parts = {"comments": "C", "proposal": "P"}
        number = there.number if there else 0
        self._check(checking.translate, language="fr", title="T", parts=parts, seen=number)

    def _check(self, act: Callable[..., object], **more: Any) -> None:
        by = self.contributing.by("secretariat")
        act(self.contributing.key, by, IN_TIME, contribution=self.key, **more)

    def require_consistent(self, before: SeenContribution) -> None:
        """What is so whatever was done."""
        now = self.seen
        # The column, the rule and the document say the same.
        assert Contribution.objects.get(pk=self.key).stage == now.stage.value
        assert now.course.numbered == (now.row.document is not None)
        assert Document.objects.filter(symbol="C20/80").count() == (1 if now.row.document else 0)
        # Places are one after the other, and each Member has one.
        assert [row.place for row in now.submitters] == list(range(1, len(now.submitters) + 1))
        # Versions are counted from 1, each with its own receipt, and none before the last has changed.
        assert [one.number for one in now.versions] == list(range(1, len(now.versions) + 1))
        assert len({one.receipt for one in now.versions}) == len(now.versions)
        kept = [(one.title, one.receipt, one.member_id) for one in before.versions]
        assert [(one.title, one.receipt, one.member_id) for one in now.versions][: len(kept)] == kept
        # Who has withdrawn stands as withdrawn until they say otherwise, whoever revises, and names them or not.
        answers = {row.member_id: list(row.answers.all()) for row in before.row.submitters.all()}
        withdrawn = {member for member, said in answers.items() if said and not said[-1].confirmed}
        if len(now.versions) > len(before.versions):
            named = {row.member_id for row in now.submitters}
            left = {row.member_id for row, name in now.names if name is Name.WITHDRAWN}
            assert left == (withdrawn & named) - {now.latest.member_id}
            assert now.standing(Name.CONFIRMED) == [now.latest.member]
        if now.stage is Stage.POSTED:
            document = now.row.document
            assert document is not None
            confirmed = [member.pk for member in now.standing(Name.CONFIRMED)]
            assert [one.member_id for one in document.submitters.order_by("place")] == confirmed
            assert confirmed
        assert now.counts == (now.stage not in {Stage.UNCONFIRMED, Stage.WITHDRAWN})


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(entered=st.booleans(), done=acts)
def test_rule_24_whatever_members_and_the_secretariat_do_the_database_keeps_to_the_rules(
    contributing: Contributing, *, entered: bool, done: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        story = Story(contributing, entered=entered)
        for one in done:
            before = story.seen
            permitted = story.act(*one)
            story.require_consistent(before)
            if before.stage in {Stage.POSTED, Stage.WITHDRAWN} and one[0] != "remove":
                assert not permitted
        transaction.set_rollback(True)
