"""Who is told that a letter waits for clearance, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import mail as outbox

from hemicycle.correspondence import clearance_notices
from hemicycle.correspondence.actions import clearing as clearance
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.models import Clearance, Letter
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Registration
from tests.correspondence.conftest import NOW
from tests.correspondence.test_clearing import second
from tests.correspondence.test_letters import HEAD, reached, secretariat, written
from tests.support.mail import nothing_after_commit

if TYPE_CHECKING:
    import pytest

    from hemicycle.journal.record import Performer
    from tests.factories import World

__all__ = ["reached", "second", "secretariat"]


def told() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("mailing__template", "address"))


def test_those_who_may_clear_are_told_and_who_handed_it_in_what_came(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    assert secretariat.person
    assert second.person
    made = written(reached, secretariat)
    handed_in = clearance.hand_in(made, secretariat, NOW, "For {the} Chair")
    assert told() == [("clearance_wanted", second.person.email)]
    clearance.give_back(made, second, NOW, handed_in.digest, "The date is wrong")
    assert told()[1:] == [("letter_returned", secretariat.person.email)]
    handed_in = clearance.hand_in(made, secretariat, NOW)
    clearance.clear(made, second, NOW, handed_in.digest)
    assert told()[2:] == [("clearance_wanted", second.person.email), ("letter_cleared", secretariat.person.email)]
    Sender().round()
    wanted, returned, again, cleared = (str(message.body) for message in outbox.outbox)
    link = f"/consultations/test/desk/letters/{made.pk}/preview/"
    assert all(link in body for body in (wanted, returned, again, cleared))
    assert "Note: For (the) Chair" in wanted
    assert "Note: The date is wrong" in returned
    assert "Note" not in again
    assert f"{second.person.name} has cleared letter DM-20/1005" in cleared


def test_who_is_not_independent_of_whoever_handed_it_in_cannot_clear_it_and_is_not_told(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    assert second.person == reached["technician"].person
    Registration.objects.filter(pk=reached["technician"].pk).update(confirmed_by=secretariat.person)
    clearance.hand_in(written(reached, secretariat), secretariat, NOW)
    assert told() == []
    assert not Mailing.objects.exists()


def test_who_has_another_role_in_the_secretariat_is_not_told(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    assert second.person
    row = Registration.objects.get(person=second.person)
    narrow = row.scope_grants.create(scope="agenda", start=reached.consultation.day(NOW), granted_at=NOW)
    clearance.hand_in(written(reached, secretariat), secretariat, NOW)
    assert told() == []
    narrow.scope = "letters"
    narrow.save()
    clearance.hand_in(
        written(reached, secretariat, head=Head("DM-20", 1009, HEAD.dated, HEAD.addressed, "Dr. A")), secretariat, NOW
    )
    assert told() == [("clearance_wanted", second.person.email)]


def test_a_mail_is_in_its_readers_language(reached: World, secretariat: Performer, second: Performer) -> None:
    assert second.person
    second.person.language = "fr"
    second.person.save()
    clearance.hand_in(written(reached, secretariat), secretariat, NOW)
    assert Delivery.objects.get().language == "fr"


def test_the_mails_are_there_once_the_act_is_done_though_the_process_ended_in_that_moment(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    with nothing_after_commit():
        handed_in = clearance.hand_in(made, secretariat, NOW)
        clearance.clear(made, second, NOW, handed_in.digest)
    assert [template for template, _address in told()] == ["clearance_wanted", "letter_cleared"]


def test_a_mail_that_cannot_be_queued_does_not_undo_the_act(
    reached: World, secretariat: Performer, second: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert second.person

    def breaks(*_arguments: object, **_named: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(clearance_notices, "queue", breaks)
    clearance.hand_in(written(reached, secretariat), secretariat, NOW)
    assert Clearance.objects.get().handed_in_by == secretariat.person
    assert told() == []
    monkeypatch.undo()
    clearance.clear(Letter.objects.get(), second, NOW, Clearance.objects.get().digest)
    assert [template for template, _address in told()] == ["letter_cleared"]
