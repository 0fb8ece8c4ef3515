"""Whoever was asked is told of the result, and whose late reply was left undecided, that it does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence import results
from hemicycle.correspondence.actions import enquiries, replies
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.result_notices import in_a_line
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact
from tests.correspondence.conftest import LATE, NOW
from tests.correspondence.replying import give, yes
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked


def declare(asked: Asked) -> dict[str, set[str]]:
    """Whom each text was queued for, by the name of the text."""
    Contact.objects.create(member=asked.member("gh"), name="Mission of Ghana", email="mission@example.org")
    enquiries.declare(asked.enquiry, asked.performer("chair"), LATE)
    told: dict[str, set[str]] = {}
    for template, address in Delivery.objects.values_list("mailing__template", "address"):
        told.setdefault(template, set()).add(address.partition("@")[0])
    return told


def body(template: str) -> str:
    return str(Delivery.objects.filter(mailing__template=template).latest("pk").mailing.body["en"])


def line(asked: Asked) -> str:
    return in_a_line(results.returns(results.find(asked.world.consultation, asked.enquiry.pk), LATE.date()))


def test_rule_18_all_who_were_asked_are_told_of_the_result_in_a_line(asked: Asked) -> None:
    give(asked, "br", 1)
    give(asked, "jp", 1)
    assert declare(asked) == {"result_declared": {"br", "jp", "mission"}}
    assert "2 replies of 3 count." in body("result_declared")
    assert "/letters/DM-20/1005/" in body("result_declared")
    with without_guards():
        asked.enquiry.questions.exclude(number=1).delete()
    assert line(asked) == "2 replies of 3 count. Yes: 2, No: 0"


def test_rule_18_whose_late_reply_was_left_undecided_is_told_that_it_does_not_count(asked: Asked) -> None:
    """Not who answered in time after all, by what the chair accepted later, nor who was told that it was declined."""
    give(asked, "br", 1)
    undecided = give(asked, "br", 2, at=LATE)
    give(asked, "jp", 1, at=LATE)
    replies.accept_late(give(asked, "jp", 2, at=LATE), asked.performer("chair"), LATE, words="The line was cut")
    told = declare(asked)
    assert told["result_without_late"] == {"br"}
    assert told["result_declared"] == {"br", "jp", "mission"}
    words = body("result_without_late")
    assert f"Receipt number: {undecided.receipt}" in words
    assert "the Chair had not accepted it when the result was declared" in words


def test_who_declares_is_the_only_one_that_need_know_where_nobody_can_be_told(asked: Asked) -> None:
    late = give(asked, "br", 1, at=LATE)
    asked.world.consultation.focal_points.all().delete()
    with without_guards():
        type(late).objects.filter(pk=late.pk).update(person=None)
    enquiries.declare(asked.enquiry, asked.performer("chair"), LATE)
    assert not Delivery.objects.exists()


def test_of_a_silence_procedure_the_line_says_whether_it_was_broken(asked: Asked) -> None:
    Enquiry.objects.update(kind=Enquiry.Kind.SILENCE)
    assert line(asked) == "No objection counts. 0 replies of 3 count."
    answer = yes(asked, 1)
    object_ = type(answer)(dict.fromkeys(answer.choices, "object"))
    replies.submit(asked.enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=object_)
    assert line(asked) == "The silence is broken. 1 reply of 3 counts."
    with without_guards():
        asked.enquiry.questions.filter(number=1).update(withdrawn_at=LATE)
    assert line(asked) == "No objection counts. 1 reply of 3 counts.", "what was objected to is not asked any more"
