"""The matrix of replies: a letter for each answer, narrowed, sorted, taken away."""

from __future__ import annotations

import re
import time
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hemicycle.correspondence.actions.replies import assess_again
from hemicycle.correspondence.models import Enquiry, Question, Reply, ReplyVersion
from hemicycle.people.models import FocalPoint, Invitation, Member, Registration, Seat
from tests.factories import a_body
from tests.support.addressing import address
from tests.support.declaring import declare_at_once
from tests.support.enquiries import DAY, give, make_letter, page, rows, text
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


def test_rule_13_the_matrix_has_a_letter_for_each_answer_that_counts(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    give(enquiry, world["br"], q1="yes", q2="no")
    with without_guards():
        Question.objects.filter(number=3).update(withdrawn_at=timezone.now(), title={"en": "<b>Item</b> 3"})
    html = text(client_of(world["secretariat"]).get(page("enquiry_matrix", enquiry)))
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    assert re.findall(r"<bdi>(\w+)</bdi>.*?</th>(.*?)</tr>", body)[0] == (
        "Brazil",
        '<td class="num">1<td class="num">1<td class="y">Y<td class="n">N<td>',
    )
    assert body.count("<tr>") == 3
    assert 'title="&lt;b&gt;Item&lt;/b&gt; 3 (withdrawn)"' in html
    assert "<b>Item</b>" not in html
    assert 'aria-hidden="true">Y</span> <bdi>Yes</bdi>' in html  # the legend


def test_the_matrix_is_narrowed_and_taken_away_without_formulas(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    give(enquiry, world["br"], q1="yes", q2="no")
    with without_guards():
        Question.objects.filter(number=1).update(title={"en": "=SUM(A1)"}, listing="")
    client = client_of(world["secretariat"])
    head, *lines = rows(client.get(page("enquiry_matrix", enquiry, format="csv")))
    assert head[:4] == ["Code", "Member", "Yes", "No"]
    assert lines[0] == ["BR", "Brazil", "1", "1", "No", "", "Yes", "", ""]
    assert len(rows(client.get(page("enquiry_matrix", enquiry, format="csv", show="answered")))) == 2
    assert len(rows(client.get(page("enquiry_matrix", enquiry, format="csv", list="urgent")))[0]) == 8
    assert len(rows(client.get(page("enquiry_matrix", enquiry, format="csv", region="D", show="x")))) == 2
    book = load_workbook(BytesIO(client.get(page("enquiry_matrix", enquiry, format="xlsx")).content))
    assert all(cell.data_type != "f" for line in book.active.iter_rows() for cell in line)  # type: ignore[union-attr]
    assert [cell.value for cell in book.worksheets[0][1]][4:7] == ["Urgent, 2", "Urgent, 3", "1"]
    assert [cell.value for cell in book.worksheets[1][4]][:2] == ["1", "'=SUM(A1)"]
    items = client.get(page("enquiry_items", enquiry, format="csv", q="SUM")).content.decode("utf-8-sig")
    assert ",'=SUM(A1)," in items


def test_rules_18_and_21_what_the_chair_accepted_is_marked_in_matrix_and_list(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    now = timezone.now()
    give(enquiry, world["br"], q1="yes")
    late = give(enquiry, world["jp"], q1="no")
    entered = give(enquiry, world["gh"], q1="no")
    client = client_of(world["secretariat"])
    assert "†" not in text(client.get(page("enquiry_matrix", enquiry)))
    Enquiry.objects.update(deadline_day=(now - 3 * DAY).date())
    ReplyVersion.objects.filter(pk__in=(late.pk, entered.pk)).update(accepted_at=now, accepted_by=world["chair"].person)
    with without_guards():
        ReplyVersion.objects.update(received_at=now - 5 * DAY)
        ReplyVersion.objects.filter(pk=late.pk).update(received_at=now - DAY)
        ReplyVersion.objects.filter(pk=entered.pk).update(entered_at=now - DAY)
    for version in (late, entered):
        reply = Reply.objects.get(pk=version.reply_id)
        assess_again(reply)
    for _ in range(2):  # the same once it is declared
        html = text(client.get(page("enquiry_matrix", enquiry)))
        body = html[html.index("<tbody>") : html.index("</tbody>")]
        assert re.findall(r"<bdi>(\w+)</bdi></a> <abbr", body) == ["Ghana", "Japan"]
        assert "Received or entered after the deadline, and accepted by the Chair" in html
        head, *lines = rows(client.get(page("enquiry_matrix", enquiry, format="csv")))
        assert [line[-2] for line in lines] == ["", "yes", "yes"]
        head, *lines = rows(client.get(page("enquiry_desk", enquiry, format="csv")))
        assert [line[head.index("Status")] for line in lines] == [
            "Answered",
            "Answered (entered after the deadline, accepted)",
            "Answered (late, accepted)",
        ]
        if not Enquiry.objects.get().declared_at:
            declare_at_once(enquiry, world["chair"].person)


def test_rule_39_who_answers_and_is_somebody_else_here_is_named_where_the_reply_is_shown(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    given = [give(enquiry, world[name], q1="yes") for name in ("br", "gh", "jp")]
    desk = client_of(world["secretariat"])
    for name in ("enquiry_matrix", "enquiry_desk"):
        assert "who is" not in desk.get(page(name, enquiry, format="csv")).content.decode()
    member = world["no"].member
    assert member is not None
    norway = FocalPoint.objects.create(
        consultation=world.consultation,
        member=member,
        person=world["gh"].person,
        start=given[0].received_at,
    )
    Registration.objects.filter(pk=world["gh"].pk).update(status="withdrawn")
    Registration.objects.filter(pk=world["br"].pk).update(member=norway.member)
    Registration.objects.filter(pk=world["jp"].pk).update(member=None, role="interpreter")
    said = {
        "BR": f"{world['br'].person.name}, who is registered for Norway",
        "GH": f"{world['gh'].person.name}, who is also a focal point of Norway",
        "JP": f"{world['jp'].person.name}, who takes part in another capacity: Interpreter",
    }
    html = text(desk.get(page("enquiry_matrix", enquiry)))
    for version in given:
        words = said[version.reply.member.code]
        assert f'<abbr title="{words}">‡</abbr>' in html
        assert f"was given by <bdi>{words}</bdi>" in re.sub(r"\s+", " ", html), "the legend"
        for place in (
            reverse("reply_versions", args=["test", enquiry.pk, version.reply.member.code]),
            reverse("reply_desk", args=["test", version.pk]),
        ):
            assert words in text(desk.get(place))
    for name in ("enquiry_matrix", "enquiry_desk"):
        head, *lines = rows(desk.get(page(name, enquiry, format="csv")))
        column = head.index("Given in another capacity")
        assert {line[head.index("Code")]: line[column] for line in lines if line[column]} == said


def test_item_by_item_says_who_and_sorts_by_any_count(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    give(enquiry, world["br"], q1="no", q2="yes")
    give(enquiry, world["jp"], q2="yes", q3="yes")
    client = client_of(world["secretariat"])
    head, *lines = rows(client.get(page("enquiry_items", enquiry, format="csv", sort="-n-yes")))
    found = [dict(zip(head, line, strict=True)) for line in lines]
    assert [(line["Title"], line["Yes"]) for line in found] == [("Item 2", "2"), ("Item 3", "1"), ("Item 1", "0")]
    assert (found[0]["Members: Yes"], found[2]["Members: No"], found[2]["Not answered"]) == (
        "Brazil, Japan",
        "Brazil",
        "1",
    )
    html = text(client.get(page("enquiry_items", enquiry)))
    second = enquiry.questions.get(number=2)
    assert f"{reverse('enquiry_desk', args=['test', enquiry.pk])}?answer={second.pk}.yes#list" in html


def large(world: World, members: int, items: int) -> Enquiry:
    """So many States that have answered so many items."""
    letter = make_letter(world, 2000 + items, timezone.now() - DAY)
    made = Enquiry.objects.create(
        letter=letter, kind="items", asked=["council_state"], deadline_day=(timezone.now() + DAY).date()
    )
    Question.objects.bulk_create(
        Question(enquiry=made, listing="deferred", number=number, title={"en": f"Item {number}"})
        for number in range(1, items + 1)
    )
    keys = [str(key) for key in made.questions.values_list("pk", flat=True)]
    there = list(Member.objects.filter(organ_seats__isnull=False))
    states = Member.objects.bulk_create(
        Member(body=a_body(), code=f"X{items}-{number}", kind="state", region="ABCDE"[number % 5])
        for number in range(members - len(there))
    )
    Seat.objects.bulk_create(Seat(member=state, start=date(2019, 1, 1)) for state in states)
    Invitation.objects.bulk_create(Invitation(consultation=world.consultation, member=state) for state in states)
    address(letter)
    for number, state in enumerate([*there, *states]):
        reply = Reply.objects.create(enquiry=made, member=state, status="counted", why={"code": "reply_counted"})
        reply.counted = reply.versions.create(
            number=1,
            choices={key: ("yes", "no")[(number + int(key)) % 2] for key in keys},
            received_at=timezone.now() - DAY,
            receipt=f"{items}-{number}",
        )
        reply.save()
    return made


@pytest.mark.parametrize(("members", "items", "seconds"), [(48, 67, 0.2), (193, 500, 1.0)])
def test_the_matrix_is_quick_with_a_constant_number_of_queries(
    members: int, items: int, seconds: float, world: World, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])

    def asked_for(enquiry: Enquiry) -> tuple[int, float]:
        address = page("enquiry_matrix", enquiry)
        shown = text(client.get(address))
        assert shown.count('<th scope="row"><a href=') == enquiry.replies.count()
        with CaptureQueriesContext(connection) as captured:
            best = float("inf")
            for _again in range(3):
                start = time.process_time()
                assert client.get(address).status_code == 200
                best = min(best, time.process_time() - start)
        return len(captured) // 3, best

    few, _quick = asked_for(large(world, 5, 3))
    many, took = asked_for(large(world, members, items))
    assert many == few
    assert took < seconds


def test_193_states_take_as_many_queries_on_every_page_as_five(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])

    def queries(enquiry: Enquiry) -> list[int]:
        found = []
        for name in ("enquiry_desk", "enquiry_items", "enquiry_summary", "enquiry_declare"):
            who = client_of(world["chair"]) if name == "enquiry_declare" else client
            who.get(page(name, enquiry))
            with CaptureQueriesContext(connection) as captured:
                assert who.get(page(name, enquiry)).status_code == 200
            found.append(len(captured))
        return found

    few = queries(large(world, 5, 3))
    assert queries(large(world, 193, 40)) == few
