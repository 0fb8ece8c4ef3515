"""The list of enquiries and the desk of each: who answered, who is missing, and what is done about it."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import DeclaredResult, Enquiry, Question, Reply, ReplyVersion
from hemicycle.journal.record import Performer
from hemicycle.people.models import FocalPoint, Member, Person, Upload
from hemicycle.rules.replies import Channel
from tests.support.declaring import declare_at_once
from tests.support.enquiries import DAY, give, make_letter, mandate, page, rows, text
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


def conflict(enquiry: Enquiry, world: World) -> None:
    """Brazil's two focal points answer differently."""
    now = timezone.now()
    give(enquiry, world["br"], now - 2 * DAY, q1="yes")
    FocalPoint.objects.filter(person=world["br"].person).update(end=now - DAY)
    mandate(world["br2"], now - DAY)
    give(enquiry, world["br2"], now - DAY / 2, q1="no")


def passed(enquiry: Enquiry, days: int = 1) -> None:
    Enquiry.objects.update(deadline_day=(timezone.now() - days * DAY).date())
    enquiry.refresh_from_db()


def codes(client: Client, enquiry: Enquiry, **asked: str) -> list[str]:
    head, *found = rows(client.get(page("enquiry_desk", enquiry, format="csv", **asked)))
    return [row[head.index("Code")] for row in found]


def test_the_list_says_how_far_each_has_come(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    give(enquiry, world["br"], q1="yes")
    draft = make_letter(world, 1006, None)
    Enquiry.objects.create(letter=draft, kind="options", asked=["council_state"], deadline_day=date(2020, 6, 1))
    html = text(client_of(world["secretariat"]).get(page("enquiries")))
    assert "1 of 3 Members" in html
    assert "Not sent yet" in html
    assert reverse("enquiry_desk", args=["test", enquiry.pk]) in html
    assert reverse("letters_desk", args=["test"]) not in text(client_of(world["chair"]).get(page("enquiries")))


def test_who_answered_and_who_is_missing_in_words_and_by_letter(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    conflict(enquiry, world)
    give(enquiry, world["jp"], q1="yes", q2="no")
    html = text(client_of(world["secretariat"]).get(page("enquiry_desk", enquiry)))
    tiles = re.findall(r'class="tile st-(\w+)".*?<bdi>([^<]+)</bdi>: ([^<]+)<.*?tile-letter[^>]*>(.)<', html)
    assert set(tiles) == {
        ("conflict", "Brazil", "In conflict", "!"),
        ("missing", "Ghana", "Missing", "–"),
        ("counted", "Japan", "Answered", "A"),
    }
    assert "Different replies have been received for this Member." in html
    assert reverse("reply_versions", args=["test", enquiry.pk, "JP"]) in html
    assert html.count("<h1") == 1


def test_the_picture_is_headed_by_what_the_members_stand_together_by(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client, body = client_of(world["secretariat"]), world.consultation.body

    def heading(**settings: object) -> str:
        body.settings = {**body.settings, **settings}
        body.save()
        found = re.search(r'<h2 id="picture">(.*?)</h2>', text(client.get(page("enquiry_desk", enquiry))))
        assert found
        return found[1]

    assert heading(region={"en": "Group of States"}) == "Replies by Group of States"
    Member.objects.update(region="")
    assert heading(regions=[]) == "Replies by class"
    Member.objects.filter(code="BR").update(group="R")
    assert heading(group={"en": "Bench"}) == "Replies by Bench"


def test_a_body_without_regions_is_shown_no_column_and_no_filter_of_them(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client, body = client_of(world["secretariat"]), world.consultation.body
    body.settings = {**body.settings, "region": {"en": "Group of States"}}
    body.save()
    cells = 'id="filter-region"', "Group of States"
    shown = text(client.get(page("enquiry_desk", enquiry)))
    assert all(words in shown for words in cells)
    columns = len(rows(client.get(page("enquiry_desk", enquiry, format="csv")))[0])
    body.settings = {**body.settings, "regions": []}
    body.save()
    Member.objects.update(region="")
    shown = text(client.get(page("enquiry_desk", enquiry)))
    assert not any(words in shown for words in cells)
    assert len(rows(client.get(page("enquiry_desk", enquiry, format="csv")))[0]) == columns - 1
    table = shown.partition('<table class="table enquiry-members"')[2]
    head, _, body_rows = table.partition("</thead>")
    first = body_rows.partition("</tr>")[0]
    assert head.count("<th ") == first.count("<td") + first.count("<th ")


def test_replies_of_people_who_do_not_exist_are_marked(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"].person)
    assert "The replies are fictitious" not in text(client.get(page("enquiry_desk", enquiry)))
    give(enquiry, world["br"], q1="yes")
    for name in ("enquiry_desk", "enquiry_matrix", "enquiry_items", "enquiry_summary"):
        assert "The replies are fictitious" in text(client.get(page(name, enquiry))), name
    Person.objects.update(made_up=False)
    assert "The replies are fictitious" not in text(client.get(page("enquiry_desk", enquiry)))


def test_the_members_are_narrowed_searched_and_sorted(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    give(enquiry, world["br"], q1="yes")
    give(enquiry, world["jp"], q1="no")
    client, first = client_of(world["secretariat"]), enquiry.questions.get(number=1)
    assert codes(client, enquiry) == ["BR", "GH", "JP"]
    assert codes(client, enquiry, status="missing") == ["GH"]
    assert codes(client, enquiry, region="A") == ["BR"]
    assert codes(client, enquiry, answer=f"{first.pk}.no") == ["JP"]
    assert codes(client, enquiry, q="jap") == ["JP"]
    assert codes(client, enquiry, sort="-member") == ["JP", "GH", "BR"]
    assert codes(client, enquiry, status="'", region="Z", answer="9.x") == ["BR", "GH", "JP"]


def test_each_reply_shows_how_it_came_who_entered_and_who_confirmed(
    world: World, enquiry: Enquiry, client_of: ClientOf, settings: object, tmp_path: object
) -> None:
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path  # type: ignore[attr-defined]
    now, desk = timezone.now(), world["secretariat"].person
    paper = Upload.objects.create(
        file=ContentFile(b"%PDF-1.7", name="scan.pdf"),
        name="scan.pdf",
        media_type="application/pdf",
        size=8,
        sha256="0" * 64,
        uploaded_by=desk,
        uploaded_at=now,
    )
    source = Source(Channel.PAPER, paper, now - DAY, signed_by="=H.E. Ms. Ama")
    member = world["gh"].member
    assert member
    answer = Answer({enquiry.questions.get(number=1).pk: "yes"})
    replies.enter(enquiry, Performer(desk), now, member=member, answer=answer, source=source)
    client = client_of(world["secretariat"])
    html = text(client.get(page("enquiry_desk", enquiry)))
    assert "Awaiting confirmation" in html
    assert "entered by <bdi>Ms. Secretariat</bdi>" in html
    assert reverse("reply_desk", args=["test", ReplyVersion.objects.get().pk]) in html
    assert "1 reply needs action" in html
    head, row = rows(client.get(page("enquiry_desk", enquiry, format="csv", status="unconfirmed")))
    said = dict(zip(head, row, strict=True))
    assert (said["Means of receipt"], said["Entered by"], said["Receipt"]) == (
        "Paper",
        "Ms. Secretariat",
        "DM-20/1005-GH-1",
    )
    assert said["Signed by"] == "'=H.E. Ms. Ama"  # no formula


def test_the_live_part_says_nothing_until_something_changed(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["chair"])
    html = text(client.get(page("enquiry_desk", enquiry)))
    found = re.search(r'data-seen="([0-9a-f]+)"', html)
    assert found
    seen = found[1]
    assert client.get(page("enquiry_desk", enquiry, live="1", seen=seen)).status_code == 204
    give(enquiry, world["br"], q1="yes")
    answer = client.get(page("enquiry_desk", enquiry, live="1", seen=seen))
    assert answer.status_code == 200
    assert "1 of 3 Members have answered." in text(answer)
    assert "<html" not in text(answer)


def test_the_result_per_option_names_the_members_and_decides_nothing(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    give(enquiry, world["br"], q1="yes", q2="no")
    html = text(client_of(world["secretariat"]).get(page("enquiry_desk", enquiry)))
    result = html[html.index('id="result"') : html.index('id="list"')]
    assert "<bdi>Brazil</bdi>" in result
    assert "It decides nothing." in result
    assert "decision" not in html[html.index("<main") :].casefold(), (
        "the way to ballots, beside it, names what they are"
    )


def test_what_can_be_done_depends_on_who_looks_and_when(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    def acts(name: str) -> set[str]:
        html = text(client_of(world[name]).get(page("enquiry_desk", enquiry)))
        return {
            act
            for act in ("enquiry_declare", "enquiry_withdraw", "reminders", "reply_enter")
            if f'href="{reverse(act, args=["test", enquiry.pk])}"' in html
        }

    assert acts("secretariat") == {"enquiry_withdraw", "reminders", "reply_enter"}
    assert acts("chair") == set()
    passed(enquiry)
    assert acts("secretariat") == {"enquiry_withdraw", "reminders", "reply_enter"}
    assert acts("chair") == {"enquiry_declare"}
    declare_at_once(enquiry, world["chair"].person)
    assert acts("secretariat") == acts("chair") == set()


def test_rule_19_the_deadline_is_extended_by_a_letter_that_is_begun_at_the_desk(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    begin = f"{reverse('letter_new', args=['test'])}?template=extension&amp;extends={enquiry.pk}"
    assert f'href="{begin}"' in text(client.get(page("enquiry_desk", enquiry)))
    assert f'<option value="{enquiry.pk}" selected>' in text(client.get(begin.replace("&amp;", "&")))
    passed(enquiry)
    assert "template=extension" not in text(client.get(page("enquiry_desk", enquiry)))


def test_an_item_is_withdrawn_with_words(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client, address = client_of(world["secretariat"]), page("enquiry_withdraw", enquiry)
    second = enquiry.questions.get(number=2)
    assert f'value="{second.pk}" selected' in text(
        client.get(page("enquiry_withdraw", enquiry, question=str(second.pk)))
    )
    answer = client.post(address, {"question": second.pk, "words_en": " "})
    assert (answer.status_code, Question.objects.filter(withdrawn_at=None).count()) == (409, 3)
    answer = client.post(address, {"question": second.pk, "words_en": "x" * 1001})
    assert (answer.status_code, "there are 1001" in text(answer)) == (422, True)
    why = {"words_en": "Taken up elsewhere", "words_fr": "Repris ailleurs"}
    assert client.post(address, {"question": second.pk, **why}).status_code == 302
    assert client.post(address, {"question": second.pk, "words_en": "Again"}).status_code == 422
    html = text(client.get(page("enquiry_items", enquiry)))
    assert "Taken up elsewhere" in html
    client.cookies["django_language"] = "fr"
    for name in ("enquiry_items", "enquiry_desk", "enquiry_matrix"):
        html = text(client.get(page(name, enquiry)))
        assert ("Repris ailleurs" in html, "Taken up elsewhere" in html) == (True, False), name
    assert "Repris ailleurs" in client.get(page("enquiry_items", enquiry, format="csv")).content.decode()
    client.cookies["django_language"] = "en"
    declare_at_once(enquiry, world["chair"].person)
    third = enquiry.questions.get(number=3)
    answer = client.post(address, {"question": third.pk, "words_en": "Too late"})
    assert (
        answer.status_code,
        "The result has been declared, and the questions on which it is based" in text(answer),
    ) == (409, True)


def test_rules_18_and_22_a_result_is_declared_once_nothing_is_open(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client, address = client_of(world["chair"]), page("enquiry_declare", enquiry)
    answer = client.post(address)
    assert (answer.status_code, "The deadline is" in text(answer)) == (409, True)
    conflict(enquiry, world)
    passed(enquiry)
    assert "1 reply awaits confirmation or settlement" in text(client.get(address))
    answer = client.post(address)
    assert (answer.status_code, "Replies to be confirmed or settled: 1." in text(answer)) == (409, True)
    Reply.objects.update(status="missing")
    with without_guards():
        ReplyVersion.objects.update(received_at=timezone.now() - 3 * DAY)
    late = give(enquiry, world["jp"], timezone.now(), q1="no")
    html = text(client.get(address))
    assert "1 reply was received late and not accepted." in html
    assert late.receipt in html
    assert "is not a decision" in html
    assert client.post(address).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.declared_by == world["chair"].person
    answer = client.post(address)
    assert (answer.status_code, "The result has been declared." in text(answer)) == (409, True)


def test_a_letter_that_was_not_sent_has_no_desk(world: World, client_of: ClientOf) -> None:
    made = Enquiry.objects.create(
        letter=make_letter(world, 1006, None), kind="items", asked=["council_state"], deadline_day=date(2020, 6, 1)
    )
    client = client_of(world["secretariat"])
    for name in ("enquiry_desk", "enquiry_matrix", "enquiry_items", "enquiry_summary"):
        assert client.get(page(name, made)).status_code == 404
    assert client.get(page("enquiry_desk", made).replace(str(made.pk), "987654")).status_code == 404


def test_rule_18_the_desk_of_a_declared_result_shows_its_digest_and_gives_out_what_it_is_of(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client, address = client_of(world["secretariat"]), page("enquiry_result", enquiry).rstrip("?")
    give(enquiry, world["br"], q1="yes")
    assert client.get(address).status_code == 404
    declare_at_once(enquiry, world["chair"].person)
    result = DeclaredResult.objects.get()
    html = text(client.get(page("enquiry_desk", enquiry)))
    assert result.digest in html
    assert "Members consulted: 3." in html
    assert f'href="{address}"' in html
    answer = client.get(address)
    assert hashlib.sha256(answer.content).hexdigest() == result.digest
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client_of(world["br"]).get(address).status_code == 403


def test_rule_18_the_desk_counts_what_waits_for_the_chair_and_not_what_was_decided(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    now = timezone.now()
    passed(enquiry, days=2)
    give(enquiry, world["br"], now - 4 * DAY, q1="yes")
    changed, late = (give(enquiry, world[name], now, q1="no") for name in ("br", "jp"))
    chair, client = Performer(world["chair"].person), client_of(world["secretariat"])
    assert "2 replies need action" in text(client.get(page("enquiry_desk", enquiry)))
    replies.decline_late(changed, chair, now, words="No")
    html = text(client.get(page("enquiry_desk", enquiry)))
    assert "1 reply needs action" in html
    assert "does not count unless the Chair accepts it" in html
    replies.decline_late(late, chair, now, words="No")
    html = text(client.get(page("enquiry_desk", enquiry)))
    assert "1 reply needs action" not in html
    assert "Late, and not accepted by the Chair: it does not count." in html
    assert "does not count unless" not in html[html.index('id="list"') :]
    give(enquiry, world["gh"], now, q1="no")
    declare_at_once(enquiry, world["chair"].person)
    assert "1 reply needs action" not in text(client.get(page("enquiry_desk", enquiry)))
