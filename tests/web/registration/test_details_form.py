"""The form of registering: what it takes, what it refuses and why, and that it keeps what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict
from django.utils import translation

from hemicycle.sittings.models import Sitting
from hemicycle.web.registration.delegate_form import DelegateForm
from hemicycle.web.registration.desk_forms import EnterForm
from hemicycle.web.registration.details_form import DetailsForm
from tests.factories import START

if TYPE_CHECKING:
    from tests.factories import World

GIVEN = {
    "name": "Ms. Elena Duarte",
    "family_name": "Duarte",
    "email": "Elena@Example.org",
    "language": "es",
    "time_zone": "America/Sao_Paulo",
    "phone": "+55 11 91234-5678",
    "function": "Director",
    "delegation_role": "head",
    "attendance": "every",
    "accessibility": "Captions,\nplease",
}


@pytest.fixture(autouse=True)
def _second_day(world: World) -> None:
    opens = START + timedelta(days=1)
    Sitting.objects.create(
        consultation=world.consultation, number=2, opens_at=opens, closes_at=opens + timedelta(hours=3)
    )


def typed(**changes: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in {**GIVEN, **changes}.items():
        data.setlist(name, [value] if isinstance(value, str) else value)
    return data


def form(world: World, **changes: str | list[str]) -> DetailsForm:
    return DetailsForm(typed(**changes), consultation=world.consultation)


def complaint(world: World, field: str, **changes: str | list[str]) -> str:
    filled = form(world, **changes)
    assert not filled.is_valid()
    assert list(filled.errors) == [field]
    return " ".join(str(error) for error in filled.errors[field])


def test_what_was_given(world: World) -> None:
    filled = form(world)
    assert filled.is_valid(), filled.errors
    details = filled.details()
    assert details.email == "elena@example.org"
    assert (details.name, details.family_name, details.language) == ("Ms. Elena Duarte", "Duarte", "es")
    assert (details.function, details.delegation_role) == ("Director", "head")
    assert (details.phone, details.time_zone) == ("+55 11 91234-5678", "America/Sao_Paulo")
    assert details.accessibility == "Captions,\nplease"
    assert details.days == ()


def test_single_days_are_those_of_the_sittings(world: World) -> None:
    filled = form(world, attendance="some", days=["2020-06-10"])
    assert filled.is_valid(), filled.errors
    assert filled.details().days == ("2020-06-10",)
    assert "no sitting on this day" in complaint(world, "days", attendance="some", days=["2020-06-11"])
    assert "at least one day" in complaint(world, "days", attendance="some")


def test_every_day_wins_over_single_days_ticked_before(world: World) -> None:
    filled = form(world, attendance="every", days=["2020-06-10"])
    assert filled.is_valid()
    assert filled.details().days == ()


def test_one_day_alone_is_not_asked_for(world: World) -> None:
    Sitting.objects.filter(number=2).delete()
    assert "days" not in form(world).fields


@pytest.mark.parametrize("field", ["name", "function"])
def test_300_characters_and_no_more(field: str, world: World) -> None:
    assert form(world, **{field: "名" * 300, "family_name": ""}).is_valid()
    words = complaint(world, field, **{field: "名" * 301, "family_name": ""})
    assert "300" in words
    assert "301" in words


def test_what_is_too_long_stays_in_the_field(world: World) -> None:
    long = "a" * 1001
    filled = form(world, accessibility=long)
    assert not filled.is_valid()
    assert long in str(filled["accessibility"])
    assert "maxlength" not in str(filled["accessibility"]) + str(filled["name"])


def test_control_characters_are_left_out_and_html_is_text(world: World) -> None:
    filled = form(world, name="Ms.\x00 \u202eElena\x07 <b>Duarte</b>\n", family_name="Duarte")
    assert filled.is_valid(), filled.errors
    assert filled.details().name == "Ms. Elena <b>Duarte</b>"
    assert "&lt;b&gt;" in str(filled["name"])


@pytest.mark.parametrize("name", ["", "   ", "\u202e\x00", "...", "\u200b"])
def test_a_name_is_needed_and_has_letters(name: str, world: World) -> None:
    assert complaint(world, "name", name=name, family_name="")


def test_the_family_name_is_part_of_the_name(world: World) -> None:
    filled = form(world, family_name="DUARTE")
    assert filled.is_valid()
    assert filled.details().family_name == "Duarte"
    assert "not part of the name" in complaint(world, "family_name", family_name="Duarta")


@pytest.mark.parametrize("phone", ["+41 22 730 51 11", "(022) 730.5111", "+41227305111 ext. 12", "٠١٢٣٤٥٦٧", ""])
def test_telephone_numbers_as_people_write_them(phone: str, world: World) -> None:
    filled = form(world, phone=phone)
    assert filled.is_valid(), filled.errors
    assert filled.details().phone.isascii()


@pytest.mark.parametrize("phone", ["call me", "+", "12", "+41 22 730 51 11; DROP TABLE", "1" * 22, "=1+234567"])
def test_what_is_no_telephone_number(phone: str, world: World) -> None:
    assert "not a telephone number" in complaint(world, "phone", phone=phone)


@pytest.mark.parametrize("email", ["", "elena", "elena@", "a b@example.org", "=x@y", "e" * 250 + "@example.org"])
def test_what_is_no_address(email: str, world: World) -> None:
    assert complaint(world, "email", email=email)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "x" * 100, "America/Sao_Paulo\x00"])
def test_what_is_no_time_zone(zone: str, world: World) -> None:
    assert "not a time zone" in complaint(world, "time_zone", time_zone=zone)


@pytest.mark.parametrize("zone", ["Asia/Calcutta", "Asia/Kolkata", "UTC", ""])
def test_an_old_name_of_a_zone_is_good(zone: str, world: World) -> None:
    filled = form(world, time_zone=zone)
    assert filled.is_valid(), filled.errors
    assert filled.details().time_zone == zone


@pytest.mark.parametrize(("field", "value"), [("language", "de"), ("delegation_role", "king"), ("attendance", "never")])
def test_what_is_not_on_the_list(field: str, value: str, world: World) -> None:
    assert "Choose one from the list" in complaint(world, field, **{field: value})


def test_a_registration_that_is_changed_keeps_what_is_not_asked(world: World) -> None:
    held = world["french2"]
    filled = DetailsForm(typed(email="other@example.org"), consultation=world.consultation, registration=held)
    assert not {"email", "delegation_role"} & set(filled.fields)
    assert filled.is_valid(), filled.errors
    details = filled.details()
    assert details.email == "french2@example.org"
    assert details.booth_languages == ("fr", "en")
    assert details.delegation_role == ""


def test_zones_and_days_in_the_readers_language(world: World) -> None:
    with translation.override("ar"):
        shown = str(DetailsForm(consultation=world.consultation)["time_zone"])
        assert "ساو باولو (UTC−3)" in shown
        assert shown.index("جنيف") < shown.index("أبيدجان (UTC)")
        # A city names its zone; whose it is, is not for the product to say.
        assert "البرازيل" not in shown
    with translation.override("fr"):
        assert "mercredi 10 juin 2020" in str(DetailsForm(consultation=world.consultation)["days"])


def test_who_registers_starts_from_what_is_known(world: World) -> None:
    person = world["br"].person
    blank = DetailsForm(consultation=world.consultation, person=person)
    assert 'value="Ms. Br"' in str(blank["name"])
    assert "data-own" in str(blank["time_zone"])
    assert "data-own" not in str(DetailsForm(consultation=world.consultation)["time_zone"])
    person.name = person.email
    assert "value" not in str(DetailsForm(consultation=world.consultation, person=person)["name"])


@pytest.mark.parametrize("name", ["Ms. Ana 🎉", "Mr. ☺ Lee", "Ms. 🇧🇷 Duarte"])
def test_a_name_has_no_pictures(name: str, world: World) -> None:
    assert "Remove the emoji." in complaint(world, "name", name=name)


@pytest.mark.parametrize(
    "name", ["Ms. Ana d’Ávila-Ñahui", "السيدة آنا", "陈女士", "श्री राम", "نام‌ها", "Ms. Ana (née Duarte), 2nd"]
)
def test_a_name_in_any_script_is_good(name: str, world: World) -> None:
    assert "name" not in form(world, name=name).errors


def offered(form: DetailsForm) -> set[str]:
    return {field.field.widget.attrs.get("autocomplete", "") for field in form}


def test_a_browser_offers_what_it_knows_of_its_owner_in_their_own_form_alone(world: World) -> None:
    assert {"name", "family-name", "tel"} <= offered(DetailsForm(consultation=world.consultation))
    assert offered(EnterForm(consultation=world.consultation)) == {"off"}
    assert offered(DelegateForm(consultation=world.consultation)) == {"off"}
