"""The desk of the conclusions: they are listed, drafted in each language, and corrected once their items have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from django.urls import reverse

from hemicycle.outcome import words
from hemicycle.outcome.models import Wording
from hemicycle.rules.conclusions import TEXT_LENGTH, EndingCode, PositionKind
from hemicycle.sittings.actions import presiding
from tests.outcome.acting import Acting
from tests.support.floor import by
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture
def world(room_world: World) -> World:
    return room_world


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def address(acting: Acting, language: str = "en") -> str:
    return reverse("conclusion", args=["test", acting.item, language])


def sent(client: Client, acting: Acting, language: str = "en", **typed: str) -> Answer:
    """Send the form as it is shown, with what was typed into it."""
    form = client.get(address(acting, language)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in values.items()}
    act = "correct" if "reason" in fields else "save"
    return client.post(address(acting, language), {**fields, "act": act, **typed})


def listed(client: Client, **asked: str) -> list[tuple[int, str, int, str]]:
    table = client.get(reverse("conclusions", args=["test"]), asked).context["table"]
    return [(row.item.position, row.status, row.positions, row.why) for row in table.rows]


def test_each_item_is_listed_with_how_far_its_conclusion_is_and_why_it_ended_so(world: World, desk: Client) -> None:
    first, second, third = (Acting(world, number) for number in range(3))
    second.seconds, third.seconds = 100, 200
    first.draft("One.")
    second.open()
    second.draft("Two.")
    second.take("jp", PositionKind.SUSPEND_DEBATE)
    second.close("deferred")
    third.open()
    assert listed(desk) == [
        (1, "Drafted", 0, ""),
        (2, "Deferred", 1, "Japan moved to suspend the debate."),
        (3, "Under discussion", 0, ""),
    ]
    assert [row[0] for row in listed(desk, show="none")] == [3]
    assert [row[0] for row in listed(desk, show="behind")] == [1, 2]
    assert listed(desk, sort="status")[0][1] == "Deferred"
    file = desk.get(reverse("conclusions", args=["test"]), {"format": "csv"})
    assert b"moved to suspend the debate" in file.getvalue()


def test_a_text_is_drafted_in_each_language_beside_that_of_drafting(world: World, desk: Client) -> None:
    acting = Acting(world)
    assert "shown in the meeting room once the item is open" in html_of(
        desk.post(
            address(acting),
            {"act": "save", "text": "Takes note.\r\n\r\nInvites.", "seen": "0", "follows": "0"},
            follow=True,
        )
    )
    acting.open()
    page = desk.get(address(acting, "ar"))
    assert page.context["main_paragraphs"] == ["Takes note.", "Invites."]
    assert 'dir="rtl"' in html_of(page)
    sent(desk, acting, "ar", text="يحيط علما")
    assert "is saved and shown in the meeting room." in html_of(desk.get(address(acting)))
    arabic = Wording.objects.get(language="ar")
    assert (arabic.text, arabic.follows) == ("يحيط علما", 1)
    sent(desk, acting, text="Takes note of it.")
    states = {row.code: row.state for row in desk.get(address(acting)).context["languages"]}
    assert (states["en"], states["ar"], states["fr"]) == ("Language of drafting", "Behind", "No text")


def test_what_was_typed_stays_where_it_cannot_be_saved(world: World, desk: Client) -> None:
    acting = Acting(world)
    acting.draft("One.")
    early = {"act": "save", "text": "Mine.", "seen": "0", "follows": "0"}
    refused = desk.post(address(acting), early)
    page = html_of(refused)
    assert (refused.status_code, "The text has been changed in the meantime." in page) == (409, True)
    assert "Mine." in page
    assert "<pre>One.</pre>" in page
    again = {name: refused.context["form"][name].value() for name in ("text", "seen", "follows")}
    assert desk.post(address(acting), {**again, "act": "save"}).status_code == 302
    assert Wording.objects.latest("pk").text == "Mine."
    long = sent(desk, acting, text="x" * (TEXT_LENGTH + 1))
    assert (long.status_code, "characters fit here; there are" in html_of(long)) == (422, True)
    acting.open()
    acting.ask()
    asked = sent(desk, acting, text="Changed.")
    assert (asked.status_code, "is asking whether there is any objection" in html_of(asked)) == (409, True)
    assert "Changed." in html_of(asked)


def test_rule_20_a_conclusion_is_corrected_once_its_item_has_ended(
    world: World, desk: Client, client_of: ClientOf
) -> None:
    acting = Acting(world)
    acting.open()
    acting.draft("On.")
    acting.take("no", words="Costs.")
    acting.ask()
    acting.close("proposed_conclusion", later=20)
    page = html_of(desk.get(address(acting)))
    assert "An objection is recorded; it does not prevent the conclusion." in page
    assert "Recorded; changes nothing" in page
    assert "reading 1" in page
    without = sent(desk, acting, text="One.")
    assert (without.status_code, "This field is required." in html_of(without)) == (422, True)
    assert sent(desk, acting, text="One.", reason="A letter was missing.").status_code == 302
    page = html_of(desk.get(address(acting)))
    assert "A letter was missing." in page
    assert "<del>On</del><ins>One</ins>." in page
    chair = client_of(world["chair"])
    assert chair.get(address(acting)).context["may_write"] is False
    assert (
        chair.post(
            address(acting), {"act": "correct", "text": "Ours.", "seen": "2", "follows": "0", "reason": "x"}
        ).status_code
        == 403
    )
    presiding.end(world.sitting.pk, by(world, "vice_chair"), acting.at())
    world.consultation.closed_at = acting.at()
    world.consultation.save()
    assert sent(desk, acting, text="One!", reason="A sign.").status_code == 302, "a correction, also of a closed one"


@pytest.mark.parametrize("who", ["br", "no", "sector", "french", "technician", "captioner"])
def test_it_is_for_the_secretariat_and_who_presides(world: World, client_of: ClientOf, who: str) -> None:
    client = client_of(world[who])
    assert client.get(reverse("conclusions", args=["test"])).status_code == 403
    assert client.get(address(Acting(world))).status_code == 403


def test_there_is_no_page_of_what_is_on_no_agenda_or_in_no_language_of_the_consultation(
    world: World, desk: Client
) -> None:
    acting = Acting(world)
    assert desk.get(address(acting, "it")).status_code == 404
    world.items[0].position = None
    world.items[0].save()
    assert desk.get(address(acting)).status_code == 404


def test_everything_that_is_said_and_every_reason_has_words() -> None:
    assert set(words.KINDS) == set(PositionKind)
    assert set(words.WHY) == set(get_args(EndingCode))


def test_the_list_costs_the_same_for_many_items(
    world: World, desk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(3):
        acting = Acting(world, number)
        acting.draft("One.")
        acting.draft("Un.", "fr")
    with django_assert_max_num_queries(60):
        listed(desk)


def test_rule_34_the_chair_marks_a_conclusion_as_urgent_and_the_secretariat_records_the_authority(
    world: World, desk: Client, client_of: ClientOf
) -> None:
    acting, chair = Acting(world), client_of(world["chair"])
    acting.open()
    assert "Decision by correspondence" not in html_of(chair.get(address(acting)))
    acting.draft("One.")
    acting.ask()
    acting.close("proposed_conclusion", later=20)
    assert "Mark as urgent" not in html_of(desk.get(address(acting)))
    empty = chair.post(address(acting), {"act": "flag", "why_urgent": ""})
    assert (empty.status_code, "This field is required." in html_of(empty)) == (422, True)
    chair.post(address(acting), {"act": "flag", "why_urgent": "It starts in July."})
    page = html_of(desk.get(address(acting)))
    assert "It starts in July." in page
    assert "The authority of the Secretary-General is not recorded yet." in page
    row = desk.get(reverse("conclusions", args=["test"])).context["table"].rows[0]
    assert row.urgency_words == "Urgent, authority awaited"
    assert chair.post(address(acting), {"act": "authorise", "source": "Mine"}).status_code == 403
    desk.post(address(acting), {"act": "authorise", "source": "Memorandum of 12 June 2020"})
    assert "Memorandum of 12 June 2020" in html_of(chair.get(address(acting)))
    again = chair.post(address(acting), {"act": "take_back"})
    assert (again.status_code, "is already recorded." in html_of(again)) == (409, True)
