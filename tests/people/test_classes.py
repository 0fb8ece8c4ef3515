"""The participation classes of a consultation are settings, which the secretariat changes (rule 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.participation import ClassSetting, class_name, counted
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.people import queries
from hemicycle.people.actions import classes
from hemicycle.people.models import Invitation, Member
from hemicycle.rules.capacity import Right
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from tests.classes import COUNCIL, COUNCIL_STATE, KEYS, SETTINGS
from tests.factories import START
from tests.support.enquiries import make_letter
from tests.support.guards import without_guards
from tests.support.registrations import as_

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from tests.factories import World

pytestmark = pytest.mark.postgres
GUESTS = ClassSetting(key="guest", one={"en": "Guest", "fr": "Invité"}, members=frozenset({"PE"}), priority=9)


@pytest.fixture(autouse=True)
def _between_sittings(world: World) -> None:
    """No sitting goes on, unless a test says so."""
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save(update_fields=["state"])


def kept(world: World) -> dict[str, ClassSetting]:
    world.consultation.refresh_from_db()
    return {one.key: one for one in settings_of(world.consultation.settings).classes}


def act(world: World, what: Callable[..., object], *arguments: object, **named: object) -> str:
    """The code of the refusal, or nothing."""

    try:
        what(world.consultation.pk, as_(world, "secretariat"), START, *arguments, **named)
    except Refusal as refusal:
        return refusal.reason.code.value
    return ""


def change(world: World, key: str, **new: object) -> str:
    before = kept(world)[key]
    return act(world, classes.CLASSES.change, before.model_copy(update=new), seen=seen_of(before))


def test_a_class_is_added_and_named_members_move_to_it(world: World) -> None:
    assert act(world, classes.CLASSES.add, GUESTS) == ""
    assert list(kept(world)) == [*KEYS, "guest"]
    peru = Member.objects.get(code="PE")
    assert queries.class_of(peru, world.consultation.classes, START.date()).value == "guest"
    assert class_name(world.consultation.classes.by_key["guest"], "many", "fr") == "Invité"
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["class"], entry.data["before"]) == ("consultation.edit", "guest", None)
    assert entry.place == f"consultation:{world.consultation.pk}", "the record of the consultation has it"
    assert entry.data["after"]["members"] == ["PE"]


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        (GUESTS.model_copy(update={"key": "chair"}), "class_key_taken"),
        (GUESTS.model_copy(update={"key": "council_state"}), "class_key_taken"),
        (GUESTS.model_copy(update={"one": {}}), "class_without_name"),
        (GUESTS.model_copy(update={"members": frozenset({"XX"})}), "class_of_nobody"),
        (GUESTS.model_copy(update={"members": frozenset()}), "class_without_members"),
        (GUESTS.model_copy(update={"kinds": frozenset({"state"})}), "classes_claim_one"),
    ],
)
def test_what_cannot_be_a_class_is_refused_and_nothing_is_kept(
    world: World, wanted: ClassSetting, refused: str
) -> None:
    entries = Entry.objects.count()
    assert act(world, classes.CLASSES.add, wanted) == refused
    assert (list(kept(world)), Entry.objects.count()) == (list(KEYS), entries)


def test_there_are_not_more_classes_than_can_be_read(world: World) -> None:
    many = [GUESTS.model_copy(update={"key": f"guest{number}"}).model_dump(mode="json") for number in range(16)]
    world.consultation.settings = {**SETTINGS, "classes": [*SETTINGS["classes"], *many]}
    world.consultation.save()
    assert act(world, classes.CLASSES.add, GUESTS) == "too_many_classes"


def test_a_class_is_changed_and_keeps_its_quota(world: World) -> None:
    rights = frozenset({Right.SPEAK, Right.POINT_OF_ORDER})
    assert change(world, "sector_member", rights=rights, quota=None, times=2) == ""
    after = kept(world)["sector_member"]
    assert (after.rights, after.times, after.quota and after.quota.size) == (rights, 2, 3)


def test_a_class_that_is_renamed_is_counted_by_its_new_name(world: World) -> None:
    german = {"one": "{number}  Ratsmitglied ", "other": "{number} Ratsmitglieder", "few": "never", "many": ""}
    english = {"one": "One Councillor", "other": "{number} Councillors"}
    assert change(world, "council_state", counted={"de": german, "en": english, "fr": {"one": "", "other": ""}}) == ""
    one = kept(world)["council_state"]
    assert sorted(one.counted) == ["de", "en"]
    assert one.counted["de"] == {"one": "{number} Ratsmitglied", "other": "{number} Ratsmitglieder"}
    said = [counted(number, one.as_rule(), code) for code in ("en", "de", "fr") for number in (1, 12)]
    assert said == ["One Councillor", "12 Councillors", "1 Ratsmitglied", "12 Ratsmitglieder", "", ""]
    assert change(world, "council_state", counted={}) == ""
    assert kept(world)["council_state"].counted == {}


@pytest.mark.parametrize(
    ("forms", "refused"),
    [
        ({"other": "{number} Councillors"}, "class_counted_missing"),
        ({"one": "{number} Councillor", "other": "Councillors"}, "class_counted_number"),
        ({"one": "{number} Councillor", "other": "{number} of {all} Councillors"}, "class_counted_number"),
    ],
)
def test_how_a_class_is_counted_is_whole_and_has_its_number(world: World, forms: dict[str, str], refused: str) -> None:
    before = kept(world)["council_state"].counted
    assert change(world, "council_state", counted={"en": forms}) == refused
    assert act(world, classes.CLASSES.add, GUESTS.model_copy(update={"counted": {"en": forms}})) == refused
    assert kept(world)["council_state"].counted == before


def test_two_who_change_one_class_do_not_undo_each_other(world: World) -> None:
    before = kept(world)["council_state"]
    seen = seen_of(before)
    assert change(world, "council_state", seconds=300) == ""
    assert act(world, classes.CLASSES.change, before, seen=seen) == "class_changed_meanwhile"
    assert kept(world)["council_state"].seconds == 300


def test_the_order_of_the_lists_is_not_that_of_the_queue(world: World) -> None:
    assert act(world, classes.CLASSES.move, "observer_state", up=True) == ""
    assert list(kept(world))[:2] == ["observer_state", "council_state"]
    assert kept(world)["observer_state"].priority == 2
    assert act(world, classes.CLASSES.move, "observer_state", up=True) == ""
    assert list(kept(world))[:2] == ["observer_state", "council_state"]
    assert act(world, classes.CLASSES.move, "nobody", up=True) == "no_such_class"


def test_a_class_is_removed_that_nobody_is_in(world: World) -> None:
    assert act(world, classes.CLASSES.remove, "sector_member") == "class_in_use"
    world["sector"].status = "withdrawn"
    world["sector"].save()
    assert act(world, classes.CLASSES.remove, "sector_member") == ""
    assert "sector_member" not in kept(world)


def test_rule_05_a_class_to_which_a_letter_goes_stays(world: World) -> None:
    assert act(world, classes.CLASSES.add, GUESTS) == ""
    Invitation.objects.filter(member__code="PE").delete()
    world["pe"].status = "refused"
    world["pe"].save()
    letter = make_letter(world, 1005, None)
    letter.addressed = ["guest"]
    letter.save()
    assert act(world, classes.CLASSES.remove, "guest") == "class_in_use"
    letter.addressed = []
    letter.save()
    assert act(world, classes.CLASSES.remove, "guest") == ""


def test_rule_05_a_class_in_which_somebody_spoke_stays(world: World) -> None:
    world["sector"].status = "withdrawn"
    world["sector"].save()
    with without_guards():
        world.sitting.turns.create(
            registration=world["sector"],
            member=world["sector"].member,
            capacity="sector_member",
            language="en",
            asked_at=START,
        )
    assert act(world, classes.CLASSES.remove, "sector_member") == "class_in_use"


def test_rule_06_a_class_that_speaks_first_on_an_item_stays(world: World) -> None:
    assert act(world, classes.CLASSES.add, GUESTS) == ""
    Invitation.objects.filter(member__code="PE").delete()
    world["pe"].status = "refused"
    world["pe"].save()
    item = world.items[0]
    item.speaks_first = ["guest"]
    item.save()
    assert act(world, classes.CLASSES.remove, "guest") == "class_in_use"
    item.speaks_first = ["council_state"]
    item.save()
    assert act(world, classes.CLASSES.remove, "guest") == ""


@pytest.mark.parametrize("state", [SittingState.OPEN, SittingState.SUSPENDED])
def test_while_a_sitting_goes_on_only_names_times_and_quotas_change(world: World, state: SittingState) -> None:
    world.sitting.state = state.value
    world.sitting.save()
    assert change(world, "observer_state", rights=frozenset({Right.SPEAK, Right.VOTE})) == "classes_in_sitting"
    assert change(world, "observer_state", priority=1) == "classes_in_sitting"
    assert act(world, classes.CLASSES.add, GUESTS) == "classes_in_sitting"
    assert change(world, "observer_state", one={"en": "Observer"}, seconds=60) == ""


def test_a_consultation_without_classes_lets_no_delegate_act(world: World) -> None:
    world.consultation.settings = {}
    assert queries.capacity(world["br"], world.consultation.classes, START.date()).value == ""
    assert queries.members_by_class(world.consultation, START) == {"": Invitation.objects.count()}


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 1, "1 Council Member State"),
        ("ru", 3, "3 Государства – Члена Совета"),
        ("ar", 2, "دولتان عضوان في المجلس"),
        ("zh", 5, "5个理事国"),
        ("fr", 0, "0 État Membre du Conseil"),
    ],
)
def test_members_of_a_class_are_counted_as_each_language_does(language: str, number: int, words: str) -> None:
    assert counted(number, COUNCIL_STATE, language) == words
    assert counted(number, COUNCIL.by_key["sector_member"], language) == ""


@pytest.mark.django_db(transaction=True)
def test_what_was_code_becomes_settings_and_back(migrate_back: Callable[..., Apps]) -> None:
    then = migrate_back(("consultations", "0003_sources_of_rules"))
    days = {"first_day": START.date(), "last_day": START.date()}
    old = then.get_model("consultations", "Consultation")
    old.objects.create(
        slug="old",
        title={"en": "Old"},
        settings={
            "class_order": ["sector_member", "observer_state", "observer_palestine"],
            "observers_once": False,
            "speaking_seconds": {"council_state": 300},
            "quotas": {"observer_state": {"size": 2, "unit": "member"}},
            "least_yes": 2,
        },
        **days,
    )
    old.objects.create(slug="plain", title={"en": "Plain"}, **days)
    migrate_back()
    changed, plain = (settings_of(Consultation.objects.get(slug=slug).settings) for slug in ("old", "plain"))
    assert [one.key for one in changed.classes] == [
        "council_state",
        "sector_member",
        "observer_state",
        "observer_palestine",
    ]
    first, second = changed.classes[0], changed.classes[2]
    assert (first.seconds, second.times, second.quota and second.quota.size) == (300, None, 2)
    assert (changed.classes[1].quota, changed.least_yes) == (None, 2)
    assert plain.participation == COUNCIL
    today = [one.model_dump() for one in settings_of(SETTINGS).classes]
    for one in today[1:]:
        one["rights"] -= {Right.OBJECT}  # which was not asked for then
    assert [one.model_dump() for one in plain.classes] == today
    again = migrate_back(("consultations", "0003_sources_of_rules")).get_model("consultations", "Consultation")
    stored = again.objects.get(slug="old").settings
    assert stored["class_order"][:2] == ["council_state", "sector_member"]
    assert (stored["observers_once"], stored["speaking_seconds"]["council_state"]) == (False, 300)
    again.objects.filter(slug__in=["old", "plain"]).delete()
