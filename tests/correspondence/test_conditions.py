"""Conditions: gathered in clusters, met, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.correspondence.actions import condition_states, conditions, replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.conditions import sorted_conditions, stated
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Cluster, Condition, Enquiry
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Registration
from hemicycle.people.uploads import Looked, look
from hemicycle.rules.reasons import Refusal
from tests.correspondence.conftest import NOW
from tests.support.mail import nothing_after_commit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.correspondence.conftest import Asked


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def give(asked: Asked, name: str, *said: tuple[str, str]) -> None:
    answer = Answer({asked.questions[0].pk: "yes"}, said)
    replies.submit(asked.enquiry, asked.performer(name), NOW, member=asked.member(name), answer=answer)


@pytest.fixture
def conditional(asked: Asked) -> Asked:
    """Brazil with two conditions, Japan with one that says the same as one of them."""
    Enquiry.objects.update(conditions=True)
    give(asked, "br", ("duration", "At most five days"), ("form", "No session of the Council"))
    give(asked, "jp", ("duration", "Five days at most"))
    return asked


def make(asked: Asked, heading: str = "duration", title: str = "No more than five days") -> Cluster:
    return conditions.make_cluster(
        asked.enquiry, asked.performer("secretariat"), NOW, heading=heading, title={"en": title}
    )


def gather(asked: Asked, cluster: Cluster | None, *words: str) -> int:
    keys = list(Condition.objects.filter(words__in=words).values_list("pk", flat=True))
    key = cluster.pk if cluster else None
    return conditions.gather(asked.enquiry, asked.performer("secretariat"), NOW, conditions=keys, cluster=key)


def test_what_says_the_same_stands_together(conditional: Asked) -> None:
    cluster = make(conditional)
    assert gather(conditional, cluster, "At most five days", "Five days at most") == 2
    headed = {heading.key: heading for heading in sorted_conditions(conditional.enquiry, stated(conditional.enquiry))}
    (gathered,) = headed["duration"].clusters
    assert [member.code for member in gathered.members] == ["BR", "JP"]
    assert [statement.condition.words for statement in headed["form"].loose.stated] == ["No session of the Council"]
    assert Entry.objects.filter(act="conditions.sort").count() == 2
    gather(conditional, None, "Five days at most")
    assert cluster.conditions.count() == 1


def test_a_cluster_takes_what_the_member_filed_under_its_heading(conditional: Asked) -> None:
    cluster = make(conditional)
    refused = lambda: gather(conditional, cluster, "At most five days", "No session of the Council")  # noqa: E731
    assert code(refused) == "cluster_of_another_heading"
    assert not cluster.conditions.exists()


def test_bad_input_says_what_is_wrong_and_changes_nothing(conditional: Asked) -> None:
    cluster, desk = make(conditional), conditional.performer("secretariat")
    enquiry = conditional.enquiry
    assert code(lambda: make(conditional, title=" \u202e ")) == "cluster_needs_title"
    assert code(lambda: make(conditional, title="x" * 301)) == "text_too_long"
    assert code(lambda: make(conditional, heading="money")) == "condition_heading"
    assert code(lambda: gather(conditional, cluster)) == "conditions_not_chosen"
    assert code(lambda: conditions.gather(enquiry, desk, NOW, conditions=[987654], cluster=None)) == "no_such_condition"
    assert code(lambda: conditions.dissolve_cluster(enquiry, desk, NOW, key=987654)) == "no_such_cluster"
    assert code(lambda: conditions.rename_cluster(enquiry, desk, NOW, key=cluster.pk, title={})) == (
        "cluster_needs_title"
    )
    chair = conditional.performer("chair")
    assert code(lambda: conditions.dissolve_cluster(enquiry, chair, NOW, key=cluster.pk)) == "not_permitted"
    assert Cluster.objects.get().title == {"en": "No more than five days"}


def test_a_cluster_is_renamed_and_dissolved_and_its_conditions_stay(conditional: Asked) -> None:
    cluster, desk = make(conditional), conditional.performer("secretariat")
    gather(conditional, cluster, "At most five days")
    conditions.rename_cluster(conditional.enquiry, desk, NOW, key=cluster.pk, title={"en": "Short", "fr": "Bref"})
    cluster.refresh_from_db()
    assert cluster.title == {"en": "Short", "fr": "Bref"}
    conditions.dissolve_cluster(conditional.enquiry, desk, NOW, key=cluster.pk)
    assert Condition.objects.filter(cluster=None).count() == 3


def test_a_condition_repeated_word_for_word_stays_in_its_cluster(conditional: Asked) -> None:
    cluster = make(conditional)
    gather(conditional, cluster, "At most five days")
    give(conditional, "br", ("duration", "At most five days"), ("duration", "And no weekend"))
    now = {
        statement.condition.words: statement
        for statement in stated(conditional.enquiry)
        if statement.counts and statement.member.code == "BR"
    }
    assert now["At most five days"].condition.cluster_id == cluster.pk
    assert now["And no weekend"].condition.cluster_id is None


def note() -> Looked:
    """Of a call."""
    return look(ContentFile(b"Ms. Silva called: no longer needed.", name="note.txt"))


def test_rule_21_what_the_desk_was_told_of_a_condition_has_a_source_and_a_second_person(conditional: Asked) -> None:
    condition = Condition.objects.get(words="At most five days")
    desk, met = conditional.performer("secretariat"), Condition.State.MET
    Registration.objects.filter(pk=conditional.world["technician"].pk).update(role="secretariat")
    colleague = conditional.performer("technician")

    def mark(to: Condition.State = met, words: str = "The plan has four days", *, source: bool = True) -> None:
        condition_states.write_down(condition, desk, NOW, to, words=words, file=note() if source else None)

    assert code(lambda: mark(words=" ")) == "condition_needs_words"
    assert code(lambda: mark(words="x" * 1001)) == "text_too_long"
    assert code(lambda: mark(source=False)) == "condition_needs_source"
    assert code(lambda: condition_states.confirm(condition, colleague, NOW)) == "condition_waits_for_nobody"
    mark()
    condition.refresh_from_db()
    assert (condition.state, condition.proposed_state, condition.proposed_by) == ("standing", "met", desk.person)
    assert condition.source is not None
    for act in (condition_states.confirm, condition_states.drop):
        assert code(lambda: act(condition, desk, NOW)) == "needs_second_person"  # noqa: B023
    chair = conditional.performer("chair")
    assert code(lambda: condition_states.confirm(condition, chair, NOW)) == "not_permitted"
    assert not Delivery.objects.filter(mailing__template="condition_changed").exists()
    proposed = Delivery.objects.get(mailing__template="condition_proposed")
    assert proposed.address == "br@example.org"
    assert "Status: Met\nThe plan has four days" in proposed.mailing.body["en"]
    assert "stays as it is until a second person" in proposed.mailing.body["en"]
    condition_states.confirm(condition, colleague, NOW)
    condition.refresh_from_db()
    assert (condition.state, condition.state_words, condition.state_by) == (
        "met",
        "The plan has four days",
        colleague.person,
    )
    assert code(mark) == "condition_is_so"
    delivery = Delivery.objects.get(mailing__template="condition_changed")
    assert delivery.address == "br@example.org"
    english = delivery.mailing.body["en"]
    assert "Condition: At most five days\nStatus: Met\nThe plan has four days" in english
    mark(Condition.State.WITHDRAWN, "Told by mail")
    condition_states.drop(condition, colleague, NOW)
    condition.refresh_from_db()
    assert (condition.state, condition.proposed_state) == ("met", "")
    kept = Delivery.objects.get(mailing__template="condition_kept")
    assert (kept.address, "Status: Met\n" in kept.mailing.body["en"]) == ("br@example.org", True)
    assert Delivery.objects.filter(mailing__template="condition_changed").count() == 1


@pytest.mark.usefixtures("conditional")
def test_the_mails_about_a_condition_are_there_once_the_act_is_done(asked: Asked) -> None:
    """They are kept with it: a process that ends in that moment loses none."""
    condition, desk = Condition.objects.get(words="At most five days"), asked.performer("secretariat")
    with nothing_after_commit():
        condition_states.write_down(condition, desk, NOW, Condition.State.MET, words="The plan has four", file=note())
    assert Delivery.objects.filter(mailing__template="condition_proposed").count() == 1


@pytest.mark.usefixtures("conditional")
def test_rule_21_whom_the_first_let_in_does_not_confirm_what_they_wrote_down_of_a_condition(asked: Asked) -> None:
    condition, desk = Condition.objects.get(words="At most five days"), asked.performer("secretariat")
    condition_states.write_down(condition, desk, NOW, Condition.State.MET, words="The plan has four", file=note())
    rows, colleague = Registration.objects.filter(pk=asked.world["technician"].pk), asked.performer("technician")
    rows.update(role="secretariat", confirmed_by=asked.world["secretariat"].person)
    assert code(lambda: condition_states.confirm(condition, colleague, NOW)) == "needs_independent_person"
    assert code(lambda: condition_states.drop(condition, colleague, NOW)) == "needs_independent_person"
    rows.update(confirmed_by=asked.world["chair"].person)
    condition_states.confirm(condition, colleague, NOW)


@pytest.mark.usefixtures("conditional")
def test_what_only_a_person_does_to_a_condition_is_not_done_by_a_clock() -> None:
    condition, clock = Condition.objects.get(words="At most five days"), Performer(system="clock")
    with pytest.raises(LookupError, match="a person writes down"):
        condition_states.write_down(condition, clock, NOW, Condition.State.MET, words="x", file=note())
    with pytest.raises(LookupError, match="a person compares"):
        condition_states.confirm(condition, clock, NOW)
