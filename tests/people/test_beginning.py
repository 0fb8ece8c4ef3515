"""A consultation is begun by an administrator, from a preset, as a copy, or blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.models import Programme
from hemicycle.consultations.models import Body, Consultation, RuleSource
from hemicycle.consultations.presets import preset
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.actions.letterheads import Heading, set_up
from hemicycle.correspondence.letter_queries import emblem_of, letterhead_in_use
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.people.actions.beginning import NewBody, NewConsultation, begin
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import Person, Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.uploads import PNG, Looked
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import Opening
from hemicycle.rules.time_plan import Frame
from tests.factories import START, World
from tests.support.pictures import png

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db

WANTED = NewConsultation(
    "council-2027",
    {"en": " Council  2027 ", "fr": "Conseil 2027"},
    "Europe/Zurich",
    date(2027, 3, 1),
    date(2027, 3, 5),
    {"en": "Council 2028"},
    preset="council",
    body=NewBody("council", {"en": " The  Council "}),
)


#: With the six of the preset, one more than a consultation can have.
MANY = ("pt", "de", "it", "nl", "sv", "da", "fi")


@pytest.fixture
def administrator() -> Performer:
    return Performer(invite(Performer(system="operator"), START, "ana@example.org", "Ms. Ana").administrator.person)


def test_it_is_begun_with_its_first_secretariat_in_one_act(administrator: Performer) -> None:
    made = begin(administrator, START, WANTED)
    made.refresh_from_db()
    assert (made.title, made.physical_session) == ({"en": "Council 2027", "fr": "Conseil 2027"}, {"en": "Council 2028"})
    assert made.settings == preset("council").settings
    row = Registration.objects.get(consultation=made)
    assert (row.person, row.role, row.status, row.confirmed_by) == (
        *(administrator.person, "secretariat", "confirmed", None),
    )
    entry = Entry.objects.filter(act="consultation.begin").get()
    assert (entry.actor_id, entry.place) == (row.person_id, f"consultation:{made.pk}")
    assert entry.data == {
        "slug": "council-2027", "preset": "council", "copied": "", "body": "council", "trial": False
    }  # fmt: skip
    assert (made.body.name, made.body.settings) == ({"en": "The Council"}, preset("council").body)


def test_a_language_in_which_it_is_called_is_a_language_of_its_documents(administrator: Performer) -> None:
    wanted = replace(WANTED, title={"pt": "Conselho 2027"}, physical_session={"de": "Rat"})
    made = begin(administrator, START, wanted)
    assert (made.title, str(made)) == ({"pt": "Conselho 2027"}, "Conselho 2027")
    kept = preset("council").settings
    assert made.languages.documents == (*settings_of(kept).languages.documents, "pt", "de")
    assert made.languages.last_resort == settings_of(kept).languages.last_resort
    assert {**made.settings, "languages": None} == {**kept, "languages": None}
    assert "languages" not in kept


def test_it_is_not_called_in_more_languages_than_it_can_have(administrator: Performer) -> None:
    with pytest.raises(Refusal) as refused:
        begin(administrator, START, replace(WANTED, title=dict.fromkeys(MANY, "Council")))
    assert refused.value.reason.code is RuleCode.LANGUAGES_NUMBER
    assert not Consultation.objects.exists()


def test_it_is_begun_blank(administrator: Performer) -> None:
    made = begin(administrator, START, replace(WANTED, preset=""))
    assert made.settings == {}
    assert not list(made.classes)


def test_a_copy_has_settings_sources_and_members_and_no_people(world: World, administrator: Performer) -> None:
    RuleSource.objects.create(consultation=world.consultation, rule=3, text={"en": "DM-20/1005"})
    copied = replace(WANTED, preset="", copied=world.consultation.pk)
    made = begin(administrator, START, copied)
    assert made.settings == world.consultation.settings
    assert [(row.rule, row.text) for row in made.rule_sources.all()] == [(3, {"en": "DM-20/1005"})]
    invited = set(made.invitations.values_list("member", flat=True))
    assert invited == set(world.consultation.invitations.values_list("member", flat=True))
    assert len(invited) > 5
    assert [row.person for row in made.registrations.select_related("person")] == [administrator.person]
    assert not made.sittings.exists()


def test_a_copy_has_the_letterhead_in_use_and_its_own_from_then_on(
    world: World, administrator: Performer, settings: Settings, tmp_path: Path
) -> None:
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path
    secretariat, key = Performer(world["secretariat"].person), world.consultation.pk
    emblem = Looked(png(40, 20), "emblem.png", PNG).keep(world["secretariat"].person, START)
    set_up(key, secretariat, START, Heading({"en": "Before"}))
    words = {"body": {"en": "Union", "pt": "União"}, "address": {"pt": "Rua 1"}, "place": {"pt": "Lisboa"}}
    heading = Heading(words["body"], words["address"], words["place"], emblem, {"pt": "Um brasão"})
    used = set_up(key, secretariat, START, heading)
    made = begin(administrator, START, replace(WANTED, preset="", copied=key))
    copied = made.letterheads.get()
    assert {name: getattr(copied, name) for name in words} == words
    assert (copied.emblem, copied.emblem_words) == (emblem, {"pt": "Um brasão"})
    assert (copied.since, copied.set_by) == (used.since, world["secretariat"].person)
    set_up(made.pk, administrator, START, Heading({"en": "Another"}, without_emblem=True))
    assert letterhead_in_use(world.consultation) == used


def test_a_copy_without_a_letterhead_has_none(world: World, administrator: Performer) -> None:
    made = begin(administrator, START, replace(WANTED, preset="", copied=world.consultation.pk))
    assert not made.letterheads.exists()


def test_the_old_emblem_of_a_copy_is_not_the_bodys_newest(world: World, administrator: Performer) -> None:
    secretariat, body = Performer(world["secretariat"].person), world.consultation.body_id
    person = world["secretariat"].person
    old, new = (Looked(png(40, height), "e.png", PNG).keep(person, START) for height in (20, 30))
    past = begin(administrator, START, replace(WANTED, preset="", copied=world.consultation.pk))
    for of, emblem, at in ((past, old, START), (world.consultation, new, START + timedelta(days=1))):
        by = administrator if of == past else secretariat
        set_up(of.pk, by, at, Heading(emblem=emblem, emblem_words={"en": "An emblem"}))
    copy = replace(WANTED, slug="council-2028", preset="", copied=past.pk)
    made = begin(administrator, START + timedelta(days=2), copy)
    assert emblem_of(body, made.pk) == old.sha256
    assert emblem_of(body) == new.sha256


def test_a_copy_plans_its_sittings_with_the_same_minutes(world: World, administrator: Performer) -> None:
    Programme.objects.create(consultation=world.consultation, introduction=7, pause=15, plan_edition=4)
    made = begin(administrator, START, replace(WANTED, preset="", copied=world.consultation.pk))
    assert (made.programme.frame, made.programme.plan_edition) == (Frame(7, 15, 90, 5), 0)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(WANTED, last_day=date(2027, 2, 1)), PeopleCode.PERIOD_ORDER),
        (replace(WANTED, copied=0), PeopleCode.NO_SUCH_CONSULTATION),
        (
            replace(WANTED, opening=Opening(datetime(2027, 2, 2, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))),
            RuleCode.CLOSES_BEFORE_IT_OPENS,
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    administrator: Performer, wanted: NewConsultation, code: object
) -> None:
    with pytest.raises(Refusal) as refused:
        begin(administrator, START, wanted)
    assert refused.value.reason.code is code
    assert not Consultation.objects.exists()


def test_a_name_in_the_address_is_taken_once(administrator: Performer) -> None:
    first = begin(administrator, START, WANTED)
    for again, code in (
        (replace(WANTED, body=first.body_id), PeopleCode.SLUG_TAKEN),
        (WANTED, PeopleCode.BODY_SLUG_TAKEN),
        (replace(WANTED, body=0), PeopleCode.NO_SUCH_BODY),
        (replace(WANTED, body=None), PeopleCode.NO_SUCH_BODY),
    ):
        with pytest.raises(Refusal) as refused:
            begin(administrator, START, again)
        assert refused.value.reason.code is code
    assert Registration.objects.count() == 1


def test_a_second_one_of_a_body_leaves_the_body_as_it_is(administrator: Performer) -> None:
    first = begin(administrator, START, WANTED)
    silent = replace(WANTED, slug="council-2028", preset="silence", body=first.body_id)
    assert begin(administrator, START, silent).body == first.body
    assert Body.objects.get().settings == preset("council").body


def test_a_preset_of_other_kinds_of_members_is_refused_for_a_body(administrator: Performer) -> None:
    first = begin(administrator, START, WANTED)
    other = replace(WANTED, slug="other", preset="tripartite", body=first.body_id)
    with pytest.raises(Refusal) as refused:
        begin(administrator, START, other)
    assert refused.value.reason.code is PeopleCode.BODY_WITHOUT_KINDS
    assert refusal_message(refused.value.reason) == (
        "The classes of the preset are of kinds of Members that this body does not have: Governments, Employers’ "
        "representatives, Workers’ representatives and Organizations. Choose a new body, or add these kinds "
        "to the body first."
    )
    assert Consultation.objects.get() == first
    kinds = [*first.body.settings["kinds"], *preset("tripartite").body["kinds"]]
    Body.objects.filter(pk=first.body_id).update(settings={**first.body.settings, "kinds": kinds})
    assert begin(administrator, START, other).body == first.body


def test_a_copy_whose_body_lacks_kinds_is_refused(world: World, administrator: Performer) -> None:
    body = world.consultation.body
    kept = [kind for kind in body.settings["kinds"] if kind["key"] != "sector_member"]
    Body.objects.filter(pk=body.pk).update(settings={**body.settings, "kinds": kept})
    with pytest.raises(Refusal) as refused:
        begin(administrator, START, replace(WANTED, preset="", copied=world.consultation.pk))
    assert refused.value.reason.code is PeopleCode.COPY_WITHOUT_KINDS
    assert "its body does not have: sector_member." in refusal_message(refused.value.reason)
    assert Consultation.objects.get() == world.consultation


def test_nobody_else_begins_one(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        begin(Performer(world["secretariat"].person), START, WANTED)
    assert refused.value.reason.code is PeopleCode.NOT_ADMINISTRATOR
    assert Person.objects.exists()
    assert Consultation.objects.count() == 1
