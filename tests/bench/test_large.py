from __future__ import annotations

import pytest
from django.utils import timezone

from bench import large
from bench.__main__ import MEASUREMENTS
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import results
from hemicycle.correspondence.models import Enquiry
from hemicycle.mail.models import Delivery
from hemicycle.ops import seed
from hemicycle.ops.management.commands.bench import NAMES
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Member
from hemicycle.rules.replies import Status
from tests.support.unmeasured import unmeasured

pytestmark = pytest.mark.django_db


def test_what_can_be_measured_is_what_the_command_offers() -> None:
    assert set(NAMES) == set(MEASUREMENTS)


def test_193_states_have_names_in_six_languages_and_hold_the_seats_that_there_are() -> None:
    unmeasured(seed.load)
    members = large.states(193)
    assert len({member.code for member in members}) == 193
    assert sum(member.organ_seats.exists() for member in members) == 48
    assert all(member_name(member, language) for member in members for language in LANGUAGES)
    assert large.states(193) == members, "made once"
    with pytest.raises(ValueError, match="States"):
        large.states(1000)


def test_a_letter_goes_to_all_of_them_and_each_answers_every_item() -> None:
    unmeasured(seed.load)
    members = list(Member.objects.filter(code__in=("BR", "JP", "NO")))
    made, now = large.make_consultation(members), timezone.now()
    letter = large.send(large.write_letter(made, 5, now), now, len(members))
    assert {text.language for text in letter.texts.all()} == set(LANGUAGES)
    assert letter.annexes.count() == 5
    assert Delivery.objects.filter(mailing=letter.mailing).count() == 3
    enquiry = Enquiry.objects.select_related("letter__consultation").get(letter=letter)
    large.answer(enquiry, now)
    found = results.returns(enquiry, now.date())
    assert found.counts == {Status.COUNTED: 3}
    assert all(sum(len(said) for said in options.values()) == 3 for options in found.tally.values())
    assert large.write_letter(made, 1, now).number == letter.number + 1
