"""Every setting has its row: what it is, its default, who changed it, and the page that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from hemicycle.consultations.bodies import BodySettings
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Body
from hemicycle.consultations.settings import Settings, settings_of
from hemicycle.correspondence.actions.letterheads import Heading, set_up
from hemicycle.journal.record import Performer, record
from hemicycle.people.actions.beginning import BEGIN
from hemicycle.people.actions.consultation import notice_seen
from hemicycle.people.models import ScopeGrant
from hemicycle.sittings.models import Sitting
from hemicycle.web.setup.body_rows import BODY_ROWS
from hemicycle.web.setup.setting_rows import ROWS, page_label
from hemicycle.web.setup.setting_subjects import SUBJECTS
from hemicycle.web.setup.what_follows import follows
from tests.factories import START, URGENT
from tests.support.html import html_of
from tests.web.replies.replying import ask
from tests.web.setup.test_body_page import fields

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World
    from tests.web.setup.test_setup_pages import ClientOf

PAGE = "/consultations/test/desk/rules/"
#: What is sent with every change of what is set for registration.
_REGISTRATION = {"retention_days": "365", "link_hours": "72", "open_after_end": "on"}
_LANGUAGES = {f"document-{place}": code for place, code in enumerate((*LANGUAGES, "de"), start=1)}


def of_registration(**changes: str) -> tuple[str, dict[str, str]]:
    return "registration_settings", {**_REGISTRATION, **changes}


#: For each setting the page that changes it, and what is sent there.
CHANGES: dict[str, tuple[str, dict[str, str]]] = {
    "clearance": ("letterhead", {"act": "clearance", "clearance": "on"}),
    "most_extensions": ("letterhead", {"act": "extensions", "most_extensions": "2"}),
    "ballot_mode": (
        "letterhead",
        {
            "act": "ballot_mode",
            "majority": "two_thirds.cast",
            "quorum_unit": "replies",
            "quorum": "3",
            "quorum_missed": "extension",
            "silence_broken": "again",
        },
    ),
    "letter_series": ("letterhead", {"act": "series", "letter_series": "CL-{yy}"}),
    "open_after_end": of_registration(open_after_end=""),
    "several_capacities": of_registration(several_capacities="on"),
    "help_phone": of_registration(help_phone="+41 22 730 51 11"),
    "second_factor": of_registration(second_factor="technician"),
    "link_hours": of_registration(link_hours="48"),
    "retention_days": of_registration(retention_days="90"),
    "classes": ("participation_classes", {"act": "down", "row": "council_state"}),
    "lists": ("item_lists", {"act": "down", "row": URGENT}),
    "document_series": ("document_series", {"act": "down", "row": "documents"}),
    "document_contents": ("document_contents", {"act": "down", "row": "decision"}),
    "contribution_parts": ("contribution_parts", {"act": "down", "row": "comments"}),
    "contribution_deadline": ("contribution_terms", {"contribution_deadline": "2020-05-29", "contribution_pages": "2"}),
    "contribution_pages": ("contribution_terms", {"contribution_pages": "3"}),
    "least_yes": ("item_lists", {"act": "least_yes", "least_yes": "3"}),
    "states_on_agenda": ("agenda_publish", {"names": "1", "states_on_agenda": "on"}),
    "sitting_days": ("plan_limit", {"most": "9", "reason_en": "So it was decided."}),
    "noted_with_proposal": (
        "conduct",
        {
            "noted_with_proposal": "on",
            "objections_stop": "on",
            "connect_seconds": "20",
            "interpretation_wait_seconds": "5",
            "on_air_minutes": "30",
        },
    ),
    "objections_stop": (
        "conduct",
        {
            "noted_with_proposal": "on",
            "connect_seconds": "20",
            "interpretation_wait_seconds": "5",
            "on_air_minutes": "30",
        },
    ),
    "connect_seconds": (
        "conduct",
        {"connect_seconds": "30", "interpretation_wait_seconds": "5", "on_air_minutes": "30"},
    ),
    "interpretation_wait_seconds": (
        "conduct",
        {"connect_seconds": "20", "interpretation_wait_seconds": "8", "on_air_minutes": "30"},
    ),
    "on_air_minutes": (
        "conduct",
        {"connect_seconds": "20", "interpretation_wait_seconds": "5", "on_air_minutes": "20"},
    ),
    "statement_words": ("record_settings", {"statement_words": "900", "correction_days": "7"}),
    "correction_days": ("record_settings", {"statement_words": "1500", "correction_days": "14"}),
    "languages": ("particulars", {"act": "languages", "fallback": "fr", **_LANGUAGES}),
    "condition_headings": ("condition_headings", {"act": "down", "row": "form"}),
    "ready_answers": ("ready_answers", {"act": "propose"}),
    "outcomes": ("item_outcomes", {"act": "save", "deferred_en": "Left to the session"}),
    "privacy_notice": ("privacy_desk", {"notice_en": "We keep your name.", "seen": notice_seen({})}),
    "sender": ("sender", {"reply_to": "council@example.org"}),
}
#: For each setting of the body what is sent to its page; parts are moved down.
BODY_CHANGES: dict[str, dict[str, str]] = {
    "name": {"act": "words", "name_en": "Assembly"},
    "organ": {"act": "words", "member_en": "Titular member", "deputy_en": "Deputy"},
    "region": {"act": "words", "region_en": "Area"},
    "group": {"act": "words", "group_en": "Department"},
    "order": {"act": "order", "alphabet": "en", "apart": "on"},
    "kinds": {"act": "down"},
    "regions": {"act": "down"},
    "groups": {"act": "down"},
}
EVERY = (*ROWS, *BODY_ROWS)


@pytest.fixture
def world(world: World) -> World:
    """Its sitting is to come."""
    Sitting.objects.update(state="planned", presiding=None)
    return world


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def lines(client: Client, **asked: str) -> list[Any]:
    return list(client.get(PAGE, asked).context["table"].rows)


def kept(world: World) -> Settings:
    world.consultation.refresh_from_db()
    return settings_of(world.consultation.settings)


def test_every_setting_has_a_row_a_default_in_words_and_a_page_that_changes_it(world: World, desk: Client) -> None:
    assert {row.field for row in ROWS if row.field} == set(Settings.model_fields), "give it a row in `setting_rows.py`"
    assert set(CHANGES) == set(Settings.model_fields), "say here how its page changes it"
    wrong = []
    for name, (page, sent) in CHANGES.items():
        before = getattr(kept(world), name)
        address = reverse(page, args=["test"])
        shown = (desk.get(address).context or {}).get("form")
        seen = {"seen": shown.initial["seen"]} if shown is not None and "seen" in shown.initial else {}
        answer = desk.post(address, sent | seen)
        after = getattr(kept(world), name)
        rows = [line for line in lines(desk) if line.row.field == name]
        pages = {line.row.page for line in rows}
        changed = any((line.by, bool(line.moment)) == ("Ms. Secretariat", True) for line in rows)
        if answer.status_code != 302 or after == before or page not in pages or not changed:
            wrong.append((name, answer.status_code, before, after, [(line.value, line.by) for line in rows]))
    assert wrong == []
    assert all(line.default and line.value and line.row.effect and line.page for line in lines(desk))


def test_every_setting_of_the_body_has_a_row_that_says_who_changed_it_and_leads_to_its_page(desk: Client) -> None:
    assert {row.field for row in BODY_ROWS} == {"name", *BodySettings.model_fields}, "give it a row in `body_rows.py`"
    address = reverse("body", args=["test"])

    def shown() -> dict[str, tuple[str, str, bool]]:
        rows = [line for line in lines(desk) if line.subject == "Of the body"]
        assert {line.page for line in rows} == {"Body"}
        assert {line.address.partition("#")[0] for line in rows} == {address}
        return {line.row.field: (line.value, line.by, bool(line.moment)) for line in rows}

    before = after = shown()
    assert before.pop("terms")[:2] == ("None", "Never changed")
    assert {by for _value, by, _moment in before.values()} == {"Set up with the body"}
    page = html_of(desk.get(address))
    assert all(f'id="{row.place}"' in page for row in BODY_ROWS)
    for name, sent in BODY_CHANGES.items():
        body = Body.objects.get(slug="test")
        row = f"{name}:{getattr(body.has, name)[0].key}" if sent["act"] == "down" else ""
        form = fields(desk, address, "order_form" if sent["act"] == "order" else "form")
        assert desk.post(address, {**form, "row": row, **sent}).status_code == 302, name
        after = shown()
        assert after[name][1:] == ("Ms. Secretariat", True), name
        assert after[name][0] != before[name][0], name
    assert after["organ"][0].endswith("(Titular member, Deputy and Councillor)")
    assert after["order"][0].endswith("(English). Each kind of Members is listed separately.")


def test_a_body_that_set_nothing_has_its_defaults(desk: Client) -> None:
    Body.objects.update(settings={})
    rows = [line for line in lines(desk) if line.row.field in BodySettings.model_fields and line.row in BODY_ROWS]
    assert [(line.value == line.default, line.by) for line in rows] == [(True, "Never changed")] * len(rows)
    assert len(rows) == len(BodySettings.model_fields)
    Body.objects.update(settings={"organ": {"name": {"en": "Board"}}, "order": {"apart": False}})
    said = {line.row.field: line.value for line in lines(desk) if line.row in BODY_ROWS}
    assert (said["organ"], said["order"]) == (
        "Board",
        "Members are in alphabetical order. All kinds are listed together.",
    )


def test_the_letterhead_and_the_session_say_who_set_them(world: World, desk: Client) -> None:
    def of(label: str) -> tuple[str, str, bool]:
        return next((line.value, line.by, bool(line.moment)) for line in lines(desk) if str(line.row.label) == label)

    assert of("Letterhead") == ("None", "Never changed", False)
    heading = Heading(body={"en": "General Secretariat"})
    set_up(world.consultation.pk, Performer(world["secretariat"].person), START, heading)
    assert of("Letterhead") == ("General Secretariat", "Ms. Secretariat", True)
    set_up(world.consultation.pk, Performer(world["secretariat"].person), START, Heading(place={"en": "Geneva"}))
    assert of("Letterhead")[0] == "Set, without the name of a body"
    session = "Session to which the conclusions go"
    world.consultation.physical_session = {"en": "Council 2020"}
    world.consultation.save()
    assert of(session) == ("Council 2020", "Set up with the consultation", False)
    facts = {"changed": {"physical_session": [{}, {"en": "Council 2020"}]}}
    place = f"consultation:{world.consultation.pk}"
    record(Performer(world["chair"].person), "consultation.edit", place, START, facts)
    assert of(session) == ("Council 2020", "Ms. Chair", True)


def test_name_days_and_time_zone_have_rows_with_who_changed_them(desk: Client) -> None:
    def last() -> list[tuple[str, str]]:
        return [(line.value, line.by) for line in lines(desk, subject="general")]

    assert last()[0] == ("Test Consultation", "Set up with the consultation")
    assert {by for _value, by in last()} == {"Set up with the consultation"}
    sent = {"title-en": "Another name", "first_day": "2020-06-09", "last_day": "2020-06-13"}
    answer = desk.post(reverse("particulars", args=["test"]), {**sent, "time_zone": "America/New_York"})
    assert answer.status_code == 302
    assert [by for _value, by in last()] == ["Ms. Secretariat"] * 3
    assert (last()[0][0], "New York" in last()[2][0]) == ("Another name", True)


def test_while_something_is_open_each_setting_is_refused_or_says_what_follows(world: World, desk: Client) -> None:
    particulars = {"title-en": "Another", "first_day": "2020-06-09", "last_day": "2020-06-12"}
    sent = CHANGES | {"": ("particulars", {**particulars, "time_zone": "America/New_York"})}
    pages = {row.page: reverse(row.page, args=["test"]) for row in ROWS}
    assert not [page for page, address in pages.items() if "In progress" in html_of(desk.get(address))]
    Sitting.objects.update(state="open", presiding=world["chair"])
    ask(world)
    silent = [
        str(row.label)
        for row in ROWS
        for page in [html_of(desk.get(pages[row.page]))]
        if str(follows(row)) not in page or "DM-20/1005" not in page or "First sitting" not in page
    ]
    assert silent == []
    statuses = {
        name: desk.post(reverse(page, args=["test"]), fields).status_code for name, (page, fields) in sent.items()
    }
    assert {name for name, status in statuses.items() if status == 409} >= {"", "languages"}
    assert set(statuses.values()) <= {302, 409, 422}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_said_in_words_of_the_readers_language(world: World, language: str) -> None:
    everything = {
        "sitting_days": {"most": 5, "reason": {"en": "So it was decided."}},
        "sender": {"name": {"en": "Council"}, "reply_to": "a@example.org", "help_address": "b@example.org"},
        "second_factor": ["chair"],
        "languages": {"documents": ["en", "fr"], "sittings": ["fr"]},
        "help_phone": "+41 22",
        "privacy_notice": {"de": "Wir", "en": "We"},
        "most_extensions": 0,
        "classes": [
            {"key": "state", "quota": {"size": 3, "unit": "sector"}},
            {"key": "guest", "quota": {"size": 2, "unit": "class"}},
            {"key": "other"},
        ],
    }
    with translation.override(language):
        for stored in ({}, everything, {"sitting_days": {"most": 1}}):
            said = {str(row.label): row.words(settings_of(stored), world.consultation) for row in EVERY}
            assert all(said.values()), said
        assert all(page_label(row) for row in EVERY)
        assert all(map(str, SUBJECTS.values()))


@pytest.mark.parametrize(
    ("language", "words"), [("ar", ["365 يومًا", "72 ساعة", "20 ثانية"]), ("zh-hans", ["365天", "72小时", "20秒钟"])]
)
def test_a_time_is_said_in_units_of_the_readers_language(world: World, language: str, words: list[str]) -> None:
    of = {row.field: row for row in ROWS}
    with translation.override(language):
        fields = ("retention_days", "link_hours", "connect_seconds")
        assert [of[name].words(Settings(), world.consultation) for name in fields] == words


def test_values_are_said_as_a_secretariat_says_them(desk: Client) -> None:
    said = {str(line.row.label): (line.value, line.default) for line in lines(desk)}
    assert said["Retention of personal data"] == ("365 days", "365 days")
    assert said["Validity of a personal link"] == ("72 hours", "72 hours")
    assert said["Clearance of letters"] == ("No", "Yes")
    assert said["Days with sittings at most"] == ("Any number", "Any number")
    assert said["Languages of sittings"][0] == "Those of the documents"
    assert said["Quotas"][1] == "None"
    assert said["Quotas"][0].replace("\N{FIRST STRONG ISOLATE}", "").replace("\N{POP DIRECTIONAL ISOLATE}", "") == (
        "Sector Member: 3 (each: Sector)"
    )


def test_the_registration_period_has_its_sides(world: World, desk: Client) -> None:
    def period() -> str:
        return str(next(line.value for line in lines(desk) if "opens" in line.row.names))

    assert period() == "No limit"
    found = []
    for opens, closes in ((START, None), (None, START), (START, START)):
        world.consultation.registration_opens_at, world.consultation.registration_closes_at = opens, closes
        world.consultation.save()
        found.append(period())
    moment = "9 Jun 2020, 12:00"
    assert found == [f"From {moment}", f"Until {moment}", f"{moment} to {moment}"]


def test_it_is_searched_narrowed_sorted_and_exported(world: World, desk: Client) -> None:
    world.consultation.rule_sources.create(rule=16, text={"en": "DM-20/1005, annex 1"})
    page = html_of(desk.get(PAGE))
    assert (page.count('<th scope="row"'), page.count('<th scope="colgroup"')) == (len(EVERY), len(SUBJECTS))
    assert "colgroup" not in html_of(desk.get(PAGE, {"sort": "value"}))
    assert "DM-20/1005, annex 1" in page
    assert f'href="{reverse("plan_limit", args=["test"])}#id_most"' in page
    assert f'href="{reverse("body", args=["test"])}#order"' in page
    assert [line.row.field for line in lines(desk, q="annex 1")] == ["sitting_days"]
    of_letters = {"ballot_mode", "clearance", "letter_series", "most_extensions", "condition_headings", ""}
    assert {line.row.field for line in lines(desk, subject="letters")} == of_letters
    assert [line.row.field for line in lines(desk, sort="setting")[:2]] == ["objections_stop", "classes"]
    assert "No rows contain these words." in html_of(desk.get(PAGE, {"q": "zzz"}))
    file = desk.get(PAGE, {"format": "csv"}).content.decode("utf-8-sig")
    assert len(file.splitlines()) == len(EVERY) + 1
    assert file.splitlines()[0] == "Setting,Subject,Effect,Value,Default,Last change,Date of the change,Source,Page"
    effect = "A letter is sent once a second person of the secretariat has cleared it."
    assert f"Clearance of letters,Letters and replies,{effect},No,Yes,Set up with the consultation,," in file


def test_what_came_with_the_consultation_says_how(world: World, desk: Client) -> None:
    def of(field: str) -> tuple[str, bool]:
        return next((line.by, bool(line.moment)) for line in lines(desk) if line.row.field == field)

    assert of("clearance") == ("Set up with the consultation", False)
    assert of("link_hours") == ("Never changed", False)
    place, ana = f"consultation:{world.consultation.pk}", Performer(world["chair"].person)
    record(ana, BEGIN, place, START, {"preset": "council", "copied": ""})
    assert of("clearance") == ("Ms. Chair, setting up the consultation", True)
    record(ana, BEGIN, place, START, {"preset": "", "copied": "last"})
    assert of("clearance") == ("Ms. Chair, copied from “last”", True)
    record(Performer(system="import"), "consultation.import", place, START, {"slug": "test"})
    assert of("clearance") == ("Import of the consultation", True)
    record(Performer(system="operator"), "consultation.edit", place, START, {"setting": "clearance"})
    assert of("clearance") == ("The system", True)
    assert of("link_hours") == ("Never changed", False)


def test_it_costs_the_same_however_much_was_changed(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(PAGE)
        return len(asked)

    desk.get(PAGE)
    first = queries()
    for days in range(30, 40):
        page, sent = of_registration(retention_days=str(days))
        desk.post(reverse(page, args=["test"]), sent)
    assert queries() == first


def test_it_is_read_by_whoever_reads_the_set_up(world: World, client_of: ClientOf) -> None:
    reader = world["technician"]
    assert client_of(reader).get(PAGE).status_code == 403
    reader.role = "secretariat"
    reader.save()
    ScopeGrant.objects.create(
        registration=reader, scope="read_only", start=START.date(), granted_at=START, granted_by=world["chair"].person
    )
    assert client_of(reader).get(PAGE).status_code == 200
    assert client_of(reader).post(reverse("conduct", args=["test"]), {"connect_seconds": "9"}).status_code == 403


def test_what_cannot_be_set_is_said_at_its_field_and_kept(world: World, desk: Client) -> None:
    for page, sent, words in (
        ("conduct", {"connect_seconds": "2"}, "greater than or equal to 3"),
        ("conduct", {"connect_seconds": "121"}, "less than or equal to 120"),
        ("conduct", {"interpretation_wait_seconds": "31"}, "less than or equal to 30"),
        ("conduct", {"on_air_minutes": "4"}, "greater than or equal to 5"),
        ("conduct", {"on_air_minutes": "121"}, "less than or equal to 120"),
        ("item_lists", {"act": "least_yes", "least_yes": "0"}, "greater than or equal to 1"),
        (*of_registration(link_hours="169"), "less than or equal to 168"),
    ):
        answer = desk.post(reverse(page, args=["test"]), sent)
        assert (answer.status_code, words in html_of(answer)) == (422, True), page
    address = reverse("conduct", args=["test"])
    same = desk.post(
        address,
        {"objections_stop": "on", "connect_seconds": "20", "interpretation_wait_seconds": "5", "on_air_minutes": "30"},
        follow=True,
    )
    assert "Nothing was changed." in html_of(same)
    discussed = world.items[0]
    discussed.proposal = True
    discussed.save()
    world.sitting.discussions.create(item=discussed, start=START)
    refused = desk.post(
        address,
        {
            "connect_seconds": "33",
            "interpretation_wait_seconds": "5",
            "on_air_minutes": "30",
            "noted_with_proposal": "on",
            "objections_stop": "on",
        },
    )
    assert (refused.status_code, 'value="33"' in html_of(refused)) == (409, True)
    assert "so its possible outcomes cannot be changed now" in html_of(refused)
