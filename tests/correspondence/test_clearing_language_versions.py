"""A language version goes out once a second person has cleared it (rule 40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import mail as outbox

from hemicycle.correspondence import clearing as clearances
from hemicycle.correspondence.actions import clearing
from hemicycle.correspondence.actions import language_versions as versions
from hemicycle.correspondence.actions.language_versions import VersionWords
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Registration
from hemicycle.rules.clearance import Standing
from tests.correspondence.test_language_versions import LATER, add, chinese, full, issue, stood_in, whole
from tests.correspondence.test_letters import code, reached, secretariat

if TYPE_CHECKING:
    from tests.factories import World

__all__ = ["chinese", "reached", "secretariat"]


def test_rule_40_it_leaves_after_a_second_persons_clearance(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    version = add(letter, secretariat, full(letter))
    clearing.require_clearance(chinese.consultation.pk, secretariat, LATER, needed=True)
    letter = whole(letter)
    assert code(lambda: issue(letter, secretariat)) == "not_cleared"
    clearing.hand_in(version, secretariat, LATER, "From the translators")
    seen = clearances.fingerprint(version)
    assert code(lambda: clearing.clear(version, secretariat, LATER, seen)) == "clearance_by_another"
    Registration.objects.filter(pk=chinese["technician"].pk).update(role="secretariat")
    second = Performer(chinese["technician"].person)
    clearing.clear(version, second, LATER, seen)
    # Any change afterwards withdraws it.
    words = full(letter)
    add(letter, secretariat, VersionWords("别的", words.body, annexes=words.annexes, seen=versions.digest_of(version)))
    changed = versions.find(letter, "zh")
    assert changed
    assert clearances.stands(changed) is Standing.WITHDRAWN
    assert code(lambda: issue(letter, secretariat)) == "clearance_withdrawn"
    clearing.hand_in(changed, secretariat, LATER)
    clearing.clear(changed, second, LATER, clearances.fingerprint(changed))
    row = issue(letter, secretariat)
    assert Entry.objects.latest("pk").data["cleared_by"] == second.person.pk  # type: ignore[union-attr]
    assert row.clearances.count() == 2
    assert letter.clearances.count() == 0


def test_those_who_may_clear_it_are_told_in_which_language(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    version = add(letter, secretariat, full(letter))
    Registration.objects.filter(pk=chinese["technician"].pk).update(role="secretariat")
    second = chinese["technician"].person
    before = Delivery.objects.count()
    clearing.hand_in(version, secretariat, LATER)
    clearing.clear(version, Performer(second), LATER, clearances.fingerprint(version))
    wanted, cleared = Delivery.objects.order_by("pk")[before:]
    assert secretariat.person
    assert (wanted.address, cleared.address) == (second.email, secretariat.person.email)
    Sender().round()
    bodies = [str(mail.body) for mail in outbox.outbox if "/languages/zh/preview/" in str(mail.body)]
    assert ["DM-20/1005 (中文)" in body for body in bodies] == [True, True]
