"""The report of a rehearsal: its figures with their rows, on paper, published without names, with comments."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Word

from hemicycle.journal.models import Entry
from hemicycle.people.models import Registration
from hemicycle.people.personal_data import Forgotten, erase
from hemicycle.rules.connection_figures import Sound
from hemicycle.rules.floor import SittingState
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import PresidingVoice
from hemicycle.support.actions import connection_tests
from hemicycle.support.measurements import EntryMeasurements, Measurements
from hemicycle.support.models import ConnectionTest, RehearsalComment, RehearsalReport
from hemicycle.support.rehearsal_report import before, report_of
from hemicycle.web.records.rehearsal_paper import COLOURS
from tests.factories import SLUG
from tests.support.floor import by
from tests.support.help_desk import asks
from tests.support.measuring import measured
from tests.support.pdf import text_of
from tests.support.recomputed import recomputed
from tests.support.rehearsing import NOON, held_rehearsal, turn
from tests.support.reported import reported

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.sittings.models import Sitting
    from tests.factories import World

    ClientOf = Callable[[Any], Client]


@pytest.fixture
def rehearsal(world: World) -> Sitting:
    return held_rehearsal(world.consultation, world)


def address(sitting: Sitting, more: str = "report/") -> str:
    return f"/consultations/{SLUG}/records/{sitting.pk}/{more}"


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def told(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def send(client: Client, path: str, status: int = 302, **fields: Any) -> str:
    answer = client.post(path, fields)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def say(world: World, client_of: ClientOf, sitting: Sitting, who: str = "br", **fields: Any) -> RehearsalComment:
    send(client_of(world[who]), address(sitting, "comment/"), act="comment", **fields)
    return RehearsalComment.objects.get(registration=world[who])


def with_test(world: World, who: str, **changes: Any) -> None:
    """Their connection test of the day before."""
    at, key = NOON - timedelta(days=1), world.consultation.pk
    test = connection_tests.begin(key, by(world, who), at, world[who].pk)
    ConnectionTest.objects.filter(pk=test.pk).update(room="r")
    connection_tests.finish(key, by(world, who), at, test.pk, Measurements.model_validate(measured(**changes)))


def enters(world: World, who: str) -> None:
    """The room's page measures how they are connected as they enter, and none of their devices."""
    whole = measured(line={"way": "relay"})
    parts = {name: whole[name] for name in ("browser", "line", "push", "clock_ms")}
    found = EntryMeasurements.model_validate({**parts, "seconds": 12.0})
    connection_tests.entered(world.consultation.pk, by(world, who), NOON, world[who].pk, found)


def rows_of(page: str) -> int:
    body = re.search(r"<tbody[^>]*>(.*?)</tbody>", page, re.DOTALL)
    return body[1].count("<tr") if body else 0


def test_the_page_has_the_figures(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    page = told(read(client_of(world["secretariat"]), address(rehearsal)))

    for words in (
        *("Participants 5", "Members represented 4", "Members heard 2", "Turns given the floor 4", "Turns heard 2 (50"),
        *("Median 11.8 s", "Within 3 seconds 1 (50", "After more than 20 seconds 1 (50"),
        *("Heard at the first try 1", "Heard after several tries 1", "Never heard 1", "Turns not heard 2"),
        *("Cause: Timed out 1", "Cause: Network 1", "Not measured", "Nothing in it counts"),
    ):
        assert words in page, words


def test_the_figures_are_those_of_an_independent_count(world: World, rehearsal: Sitting) -> None:
    with_test(world, "gh")
    turn(rehearsal, world["no"], 600, 19.99)
    first = rehearsal.turns.earliest("granted_at")
    assert first.audible_at
    PresidingVoice.objects.create(
        sitting=rehearsal, registration=world["vice_chair"], language="en", began_at=first.audible_at,
        ended_at=first.audible_at + timedelta(seconds=5),
    )  # fmt: skip
    found = reported(report_of(rehearsal))
    assert found["overlapped"] == 1
    assert found == recomputed(rehearsal.pk)


def test_an_entry_says_the_way_to_the_room_and_nothing_of_a_microphone(world: World, rehearsal: Sitting) -> None:
    with_test(world, "gh", microphone={"clipped": 0.2})
    enters(world, "gh")
    enters(world, "no")
    report = report_of(rehearsal)
    facts = {one.registration.pk: one.facts for one in report.people}
    assert {facts[world[who].pk].way for who in ("gh", "no")} == {"relay"}
    assert facts[world["gh"].pk].sound not in {Sound.GOOD, Sound.UNTESTED}
    assert facts[world["no"].pk].sound is Sound.UNTESTED
    assert reported(report) == recomputed(rehearsal.pk)


def test_every_figure_leads_to_as_many_rows(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    with_test(world, "gh")
    client = client_of(world["secretariat"])
    page = read(client, address(rehearsal))
    figures = re.findall(r'<td class="num">\s*<a href="([^"]+)">([0-9]+)', page)
    #: Figures that count no rows.
    others = {"Members represented", "Members heard", "Regions", "Median", "95 % within"}
    assert len(figures) > 15
    for path, number in figures:
        label = re.search(
            rf'href="{re.escape(path)}">{number}[^<]*<span\s+class="aloud"\s*>(.*?)</span>', page, re.DOTALL
        )
        assert label
        listed = read(client, path.replace("&amp;", "&"))
        if not any(words in label[1] for words in others):
            assert rows_of(listed) == int(number), (label[1], path)


def test_who_failed_is_shown_with_what_is_known_of_them(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    with_test(world, "jp", line={"way": "none"}, ways={way: {"state": "fails"} for way in ("udp", "tcp", "relay")})
    jp = world["jp"]
    asks(rehearsal, jp, NOON, "Help")

    page = told(
        read(client_of(world["technician"]), address(rehearsal, "report/turns/?became=failed&person=" + str(jp.pk)))
    )

    assert "Network" in page
    assert "Network blocks sound" in page
    assert "Messages with the technicians: 1" in page


@pytest.mark.parametrize("name", ["people", "turns", "comments"])
def test_the_lists_are_searched_sorted_and_exported(
    world: World, rehearsal: Sitting, client_of: ClientOf, name: str
) -> None:
    say(world, client_of, rehearsal, sound="4", text="=Echo")
    client, path = client_of(world["secretariat"]), address(rehearsal, f"report/{name}/")

    assert world["br"].person.name in read(client, f"{path}?q=br&sort=-name")
    assert "No rows contain these words" in read(client, f"{path}?q=nobody")
    assert world["br"].person.name in client.get(f"{path}?format=csv").content.decode()
    assert client.get(f"{path}?format=xlsx").status_code == 200


def test_what_an_address_narrows_to_that_does_not_exist_is_passed_over(
    world: World, rehearsal: Sitting, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert rows_of(read(client, address(rehearsal, "report/people/?region=none&spoke=x"))) == 5
    assert rows_of(read(client, address(rehearsal, "report/turns/?seconds=99&cause=x"))) == 4


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_it_is_a_paper_in_each_language(world: World, rehearsal: Sitting, client_of: ClientOf, language: str) -> None:
    say(world, client_of, rehearsal, sound="4", text="An echo was heard.")
    client = client_of(world["secretariat"])

    word = Word(BytesIO(client.get(f"{address(rehearsal)}?format=docx&language={language}").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    pdf = client.get(f"{address(rehearsal)}?format=pdf&language={language}").content

    assert "An echo was heard." in "\n".join(cells)
    assert "An echo was heard." in text_of(pdf)
    assert Counter(re.findall(r'w:fill="(\w{6})"', word.element.xml))[COLOURS["failed"]] == 3


def test_each_member_is_a_tile_that_leads_to_its_people(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    """Those too that could have come and did not, which lead nowhere; who sees no names sees no tiles."""
    client = client_of(world["secretariat"])
    page = read(client, address(rehearsal))
    tiles = re.findall(r'<(a|span)\s+class="tile ([\w-]+)"(?:\s+href="([^"]+)")?\s+title="([^"]+)"', page)
    looks = {title: (kind, look) for kind, look, _address, title in tiles}
    assert looks["Brazil: Heard"] == ("a", "confirmed")
    assert looks["Japan: Never heard"] == ("a", "st-conflict")
    assert looks["Norway: Present, without the floor"] == ("a", "registered")
    absent = [(kind, look) for title, (kind, look) in looks.items() if title.endswith(": Not present")]
    assert absent
    assert set(absent) == {("span", "nothing")}
    [japan] = [one for _kind, _look, one, title in tiles if title.startswith("Japan")]
    people = client.get(f"{japan}&format=csv").content.decode()
    assert people.count("\n") == 2
    assert world["jp"].person.name in people
    paper = text_of(client.get(f"{address(rehearsal)}?format=pdf").content)
    assert "Never heard (1)" in paper
    send(client, address(rehearsal), act="publish")
    assert "tile" not in read(client_of(world["br"]), address(rehearsal))


def test_before_anybody_spoke_the_report_is_empty(world: World, client_of: ClientOf) -> None:
    sitting = held_rehearsal(world.consultation, world, state=SittingState.OPEN)
    sitting.turns.all().delete()
    sitting.attendances.all().delete()
    page = told(read(client_of(world["secretariat"]), address(sitting)))
    assert "Participants 0" in page
    assert "Median –" in page
    assert client_of(world["secretariat"]).get(f"{address(sitting)}?format=pdf").status_code == 200


def test_an_ordinary_sitting_has_the_figures_and_no_comments(world: World, client_of: ClientOf) -> None:
    page = told(read(client_of(world["secretariat"]), address(world.sitting)))
    assert "Participation and connections" in page
    assert "Comments received" not in page


def test_what_was_not_opened_has_no_report(world: World, client_of: ClientOf) -> None:
    sitting = held_rehearsal(world.consultation, world, state=SittingState.PLANNED)
    read(client_of(world["secretariat"]), address(sitting), 404)


def test_it_is_compared_with_the_one_before(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    later = held_rehearsal(world.consultation, world, number=2, at=NOON + timedelta(days=1))
    test = held_rehearsal(world.consultation, world, at=NOON + timedelta(hours=3), kind=SittingKind.TEST)
    turn(later, world["no"], 900, 1.0)

    page = told(read(client_of(world["secretariat"]), address(later)))

    assert (before(later), before(test), before(rehearsal)) == (test, rehearsal, None)
    assert "Test session 1" in page
    assert re.search(r"Turns given the floor 5 , Turns given the floor 4", page)


def test_participants_read_it_once_it_is_published_and_no_names(
    world: World, rehearsal: Sitting, client_of: ClientOf
) -> None:
    say(world, client_of, rehearsal, "gh", text="A secret wish.")
    delegate, desk = client_of(world["pe"]), client_of(world["secretariat"])
    read(delegate, address(rehearsal), 404)

    send(desk, address(rehearsal), act="publish")
    page = read(delegate, address(rehearsal))
    listed = page[page.index("figures-1") :]
    assert "Turns given the floor" in listed
    assert "A secret wish." not in page
    assert "report/people/" not in page
    for name in ("people", "turns", "comments"):
        read(delegate, address(rehearsal, f"report/{name}/"), 403)
    word = Word(BytesIO(delegate.get(f"{address(rehearsal)}?format=docx").content))
    cells = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "Turns given the floor" in cells
    assert world["jp"].person.name not in cells

    send(desk, address(rehearsal), act="withdraw")
    read(delegate, address(rehearsal), 404)
    assert [entry.data["published_at"][1] is None for entry in Entry.objects.filter(act="rehearsal_report.edit")] == [
        False,
        True,
    ]


def test_who_presides_reads_it_without_the_tests_and_publishes_nothing(
    world: World, rehearsal: Sitting, client_of: ClientOf
) -> None:
    with_test(world, "gh")
    chair = client_of(world["chair"])
    page = read(chair, address(rehearsal, "report/people/"))
    assert world["jp"].person.name in page
    assert "Chrome" not in page
    assert "Publish the report" not in read(chair, address(rehearsal))
    send(chair, address(rehearsal), 403, act="publish")


def test_a_comment_is_kept_once_and_changed_until_comments_are_closed(
    world: World, rehearsal: Sitting, client_of: ClientOf
) -> None:
    given = say(world, client_of, rehearsal, sound="4", picture="", text=" Echo. ")
    assert (given.sound, given.picture, given.text, given.state) == (4, None, "Echo.", "received")
    changed = say(world, client_of, rehearsal, sound="2", text="Echo again.")
    assert (changed.pk, changed.sound, changed.given_at) == (given.pk, 2, given.given_at)

    desk = client_of(world["secretariat"])
    send(desk, address(rehearsal), act="close")
    refused = send(client_of(world["br"]), address(rehearsal, "comment/"), 409, act="comment", text="Too late.")
    assert "no more comments" in refused
    assert "Comments are closed." in read(client_of(world["br"]), address(rehearsal, "comment/"))
    send(desk, address(rehearsal), act="open")
    say(world, client_of, rehearsal, text="In time.")


def test_a_comment_says_something(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    refused = send(client_of(world["br"]), address(rehearsal, "comment/"), 422, act="comment", text="  ")
    assert "The comment is empty" in refused
    send(client_of(world["br"]), address(rehearsal, "comment/"), 422, act="comment", sound="6")
    assert not RehearsalComment.objects.exists()


def test_who_was_not_there_does_not_comment(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    read(client_of(world["pe"]), address(rehearsal, "comment/"), 404)
    send(client_of(world["pe"]), address(rehearsal, "comment/"), 404, act="comment", text="Hello")
    world.sitting.attendances.create(registration=world["br"], session="s", joined_at=NOON)
    read(client_of(world["br"]), address(world.sitting, "comment/"), 404)


def test_a_comment_is_withdrawn_by_who_gave_it(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    say(world, client_of, rehearsal, text="Echo.")
    send(client_of(world["br"]), address(rehearsal, "comment/"), act="withdraw")
    assert not RehearsalComment.objects.exists()
    send(client_of(world["br"]), address(rehearsal, "comment/"), 404, act="withdraw")


def test_the_secretariat_answers_a_comment_and_takes_that_back(
    world: World, rehearsal: Sitting, client_of: ClientOf
) -> None:
    given, desk = say(world, client_of, rehearsal, text="Echo."), client_of(world["secretariat"])
    path = address(rehearsal, f"report/comments/{given.pk}/")

    assert "Choose a status" in send(desk, path, 422, state="received", response="Mended.")
    send(desk, path, state="done", response="Mended.")
    given.refresh_from_db()
    assert (given.state, given.response, given.answered_by) == ("done", "Mended.", world["secretariat"])
    own = told(read(client_of(world["br"]), address(rehearsal, "comment/")))
    assert "Mended." in own
    assert "Done" in own
    assert rows_of(read(desk, address(rehearsal, "report/comments/?state=received"))) == 0

    send(desk, path, state="received", response="")
    given.refresh_from_db()
    assert (given.state, given.response, given.answered_by, given.answered_at) == ("received", "", None, None)
    read(desk, address(rehearsal, "report/comments/99999/"), 404)


def test_the_desk_alone_answers(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    given = say(world, client_of, rehearsal, text="Echo.")
    path = address(rehearsal, f"report/comments/{given.pk}/")
    assert "Echo." in read(client_of(world["technician"]), path)
    send(client_of(world["technician"]), path, 403, state="done", response="")


def test_publishing_twice_is_one_act(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    desk = client_of(world["secretariat"])
    send(desk, address(rehearsal), act="publish")
    since = RehearsalReport.objects.get().published_at
    send(desk, address(rehearsal), act="publish")
    assert RehearsalReport.objects.get().published_at == since
    assert Entry.objects.filter(act="rehearsal_report.edit").count() == 1


def test_a_comment_goes_with_its_person(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    say(world, client_of, rehearsal, text="Echo.")
    erase(Forgotten([world["br"].person.pk]), NOON)
    assert not RehearsalComment.objects.exists()
    assert Registration.objects.filter(pk=world["br"].pk).exists()


def test_the_queries_do_not_grow_with_what_happened(world: World, rehearsal: Sitting, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    read(client, address(rehearsal))
    with CaptureQueriesContext(connection) as few:
        read(client, address(rehearsal))
    with_test(world, "gh")
    for after in range(1000, 1300, 60):
        turn(rehearsal, world["pe"], after, 5.0)
    with CaptureQueriesContext(connection) as more:
        read(client, address(rehearsal))
    assert len(more) == len(few)
