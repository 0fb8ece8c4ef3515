"""The calendar on its pages: many sittings, several a day, over weeks, and who presides over each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import Programme
from hemicycle.consultations.settings import settings_of
from hemicycle.people.models import Registration
from hemicycle.sittings.models import Sitting
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

DAYS = "/consultations/test/desk/time-plan/days/"
PRESIDING = "/consultations/test/desk/time-plan/presiding/"
BOOTHS = "/consultations/test/desk/time-plan/booths/"
LIMIT = "/consultations/test/desk/time-plan/limit/"


def edition() -> str:
    row = Programme.objects.first()
    return str(row.plan_edition if row else 0)


def add_series(client: Client, first: str, last: str, opens: str, closes: str, **more: str) -> str:
    typed = {"act": "series", "edition": edition(), "first": first, "last": last, "opens": opens, "closes": closes}
    return html_of(client.post(DAYS, {**typed, **more}, follow=True))


def test_mornings_and_afternoons_of_three_weeks(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    assert "15 sittings are added" in add_series(client, "2020-06-22", "2020-07-10", "09:30", "12:30")
    assert "15 sittings are added" in add_series(client, "2020-06-22", "2020-07-10", "14:30", "17:30")
    rows = list(Sitting.objects.order_by("number"))
    assert len(rows) == 31
    assert [row.opens_at for row in rows] == sorted(row.opens_at for row in rows)
    assert "0 sittings are added" in add_series(client, "2020-06-22", "2020-07-10", "14:30", "17:30")
    assert html_of(client.get(DAYS)).count('name="day-') == 34  # and three lines for more


def test_each_of_several_new_lines_is_read(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    sitting = agenda.sitting
    typed = {"act": "days", "edition": edition(), "sitting-1": str(sitting.pk)}
    typed |= {"day-1": "2020-06-09", "opens-1": "12:00", "closes-1": "15:00"}
    for place, (opens, closes) in enumerate((("09:00", "11:00"), ("16:00", "18:00")), start=2):
        typed |= {
            f"sitting-{place}": "",
            f"day-{place}": "2020-06-09",
            f"opens-{place}": opens,
            f"closes-{place}": closes,
        }
    client.post(DAYS, typed)
    assert [row.opens_at.hour for row in Sitting.objects.order_by("number")] == [7, 10, 14]


def test_the_hours_of_the_last_sitting_are_proposed_and_none_where_there_is_none(
    agenda: Agenda, client_of: ClientOf
) -> None:
    client = client_of(agenda.world["secretariat"])
    assert "1 sitting is added" in add_series(client, "2020-07-10", "2020-07-10", "09:30", "11:45")
    assert "1 sitting is added" in add_series(client, "2020-07-09", "2020-07-09", "14:00", "16:00")
    answer = client.get(DAYS)
    assert {(row.opens, row.closes) for row in answer.context["rows"] if row.sitting is None} == {("09:30", "11:45")}
    assert [str(answer.context["series"][name].value())[:5] for name in ("opens", "closes")] == ["09:30", "11:45"]
    assert html_of(answer).count('value="09:30"') == 1 + 3 + 1  # its own line, those for more, and the series
    Sitting.objects.all().delete()
    answer = client.get(DAYS)
    assert {(row.opens, row.closes) for row in answer.context["rows"]} == {("", "")}
    assert [answer.context["series"][name].value() for name in ("opens", "closes")] == [None, None]
    typed = {"act": "days", "edition": edition(), "sitting-1": "", "day-1": "2020-06-09", "opens-1": "", "closes-1": ""}
    assert "the hours in the form 12:00" in html_of(client.post(DAYS, typed))
    assert not Sitting.objects.exists()


def test_a_series_that_ends_before_it_begins_says_so(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    page = add_series(client, "2020-07-10", "2020-06-22", "09:30", "12:30")
    assert "The last day is before the first one" in page
    assert 'value="2020-07-10"' in page


def test_rule_17_a_day_of_a_series_on_which_a_time_comes_never_or_twice_is_named(
    agenda: Agenda, client_of: ClientOf
) -> None:
    client = client_of(agenda.world["secretariat"])
    asked = add_series(client, "2020-10-23", "2020-10-26", "02:30", "05:00", weekends="on")
    assert "On 25 October 2020 this time occurs twice, because the clocks are put back." in asked
    assert "add it on a line of its own with 02:30+02:00 or 02:30+01:00" in asked
    gone = add_series(client, "2020-03-28", "2020-03-30", "01:00", "02:30", weekends="on")
    assert "Choose another one: 29 March 2020, 03:30 (Geneva time, UTC+2)" in gone
    assert "before 2000 or after 2100" in add_series(client, "0001-01-01", "0001-01-02", "02:30", "05:00")
    assert Sitting.objects.count() == 1
    assert "2 sittings are added" in add_series(client, "2020-10-23", "2020-10-26", "02:30", "05:00")


def test_rule_16_the_limit_is_on_the_page_with_its_reason(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    client.post(LIMIT, {"most": "5", "reason_en": "Our rules, article 3"})
    agenda.consultation.refresh_from_db()
    assert settings_of(agenda.consultation.settings).sitting_days is not None
    assert "Our rules, article 3" in html_of(client.get(DAYS))
    page = add_series(client, "2020-06-22", "2020-07-10", "09:30", "12:30")
    assert "The maximum is 5. Remove sittings. Our rules, article 3" in page
    assert client_of(agenda.world["chair"]).get(LIMIT).status_code == 403


def test_rule_4_who_presides_is_set_for_each_sitting(agenda: Agenda, client_of: ClientOf) -> None:
    client, key = client_of(agenda.world["secretariat"]), f"sitting-{agenda.sitting.pk}"
    assert "Ms. Chair" in html_of(client.get(PRESIDING))
    chair = agenda.world["chair"]
    client.post(PRESIDING, {"edition": edition(), key: str(chair.pk)})
    assert Sitting.objects.get().presiding == chair
    refused = client.post(PRESIDING, {"edition": edition(), key: str(agenda.world["br"].pk)})
    assert (refused.status_code, "Only the Chair" in html_of(refused)) == (409, True)
    client.post(PRESIDING, {"edition": edition(), key: ""})
    assert Sitting.objects.get().presiding is None


def test_the_booths_of_a_sitting_are_assigned_and_shown_to_whom_they_are_for(
    agenda: Agenda, client_of: ClientOf
) -> None:
    client, french, sitting = client_of(agenda.world["secretariat"]), agenda.world["french"], agenda.world.sitting
    Sitting.objects.update(state="planned")
    french.booth_languages = ["fr"]
    french.save()
    name = f"booth-{sitting.pk}-{french.pk}"
    page = html_of(client.get(BOOTHS))
    assert f'name="{name}"' in page
    assert "No interpreter assigned:" in page
    late = client.post(BOOTHS, {"edition": "99", name: "fr"})
    assert late.status_code == 409
    assert '<option value="fr" lang="fr" selected>' in html_of(late), "what was chosen stays"
    assert not client.post(BOOTHS, {name: "fr"}).has_header("Location")
    assert "Nothing was changed." in html_of(client.post(BOOTHS, {"edition": edition(), name: ""}, follow=True))
    saved = client.post(BOOTHS, {"edition": edition(), name: "fr"}, follow=True)
    assert "1 assignment is saved." in html_of(saved)
    assert "Your booth: Français" in html_of(client_of(french).get("/"))
    assert "Your booth" not in html_of(client.get("/"))
    Registration.objects.filter(role__in=["interpreter", "captioner"]).update(status="withdrawn")
    assert "No interpreter or captioner is confirmed yet." in html_of(client.get(BOOTHS))
    Sitting.objects.update(kind="demonstration")
    assert "No sitting is planned yet." in html_of(client.get(BOOTHS))
