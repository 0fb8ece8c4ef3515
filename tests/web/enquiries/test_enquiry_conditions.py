"""The pages of conditions and of the summary of replies."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Cluster, Condition, Enquiry, Letter, Option, Summary, SummaryText
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from tests.support.declaring import declare_at_once
from tests.support.enquiries import DAY, give, make_letter, mandate, page, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    """A choice with conditions: Brazil has two, Japan one."""
    now = timezone.now()
    made = Enquiry.objects.create(
        letter=make_letter(world, 1004, now - 9 * DAY),
        kind=Enquiry.Kind.OPTIONS,
        asked=["council_state"],
        conditions=True,
        deadline_day=(now + 2 * DAY).date(),
    )
    question = made.questions.create(number=1, title={"en": "Which option?"})
    for place, label in enumerate(("A virtual consultation", "A physical session only"), start=1):
        Option.objects.create(question=question, key="ab"[place - 1], position=place, label={"en": label})
    answer = {
        "br": (("duration", "At most five days"), ("other", "=2+2 <b>bold</b>")),
        "jp": (("duration", "Five days at most"),),
    }
    for name, said in answer.items():
        mandate(world[name], now - 8 * DAY)
        member = world[name].member
        assert member
        replies.submit(
            made,
            Performer(world[name].person),
            now - DAY,
            member=member,
            answer=Answer({question.pk: "a"}, said),
        )
    mandate(world["gh"], now - 8 * DAY)
    return made


def send(client: Client, enquiry: Enquiry, name: str = "enquiry_conditions", **sent: object) -> tuple[int, str]:
    answer = client.post(page(name, enquiry), sent)
    return answer.status_code, text(answer)


def keys(*words: str) -> list[int]:
    return list(Condition.objects.filter(words__in=words).values_list("pk", flat=True))


def exported(client: Client, enquiry: Enquiry, **asked: str) -> list[dict[str, str]]:
    file = client.get(page("enquiry_conditions", enquiry, format="csv", **asked)).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(file)))


def test_conditions_are_sorted_into_clusters_by_form(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert send(client, enquiry, act="make", heading="duration", title_en="Short", title_fr="Bref")[0] == 302
    cluster = Cluster.objects.get()
    chosen = keys("At most five days", "Five days at most")
    assert send(client, enquiry, act="gather", condition=chosen, into=cluster.pk)[0] == 302
    html = text(client.get(page("enquiry_conditions", enquiry)))
    begins = html.index(f'data-cluster="{cluster.pk}"')
    inside = html[begins : html.index('data-cluster="0"', begins)]
    assert "2 Members" in inside
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert send(client, enquiry, act="rename", cluster=cluster.pk, title_en="Five days")[0] == 302
    assert Cluster.objects.get().title == {"en": "Five days"}
    assert [row["Cluster"] for row in exported(client, enquiry, heading="duration")] == ["Five days", "Five days"]
    assert send(client, enquiry, act="gather", condition=chosen[:1], into=0)[0] == 302
    assert cluster.conditions.count() == 1
    assert send(client, enquiry, act="dissolve", cluster=cluster.pk)[0] == 302
    assert not Condition.objects.exclude(cluster=None).exists()


def test_what_cannot_be_sorted_says_so_and_keeps_what_was_typed(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    send(client, enquiry, act="make", heading="other", title_en="Others")
    cluster = Cluster.objects.get()
    (wrong,) = keys("At most five days")
    status, html = send(client, enquiry, act="gather", condition=wrong, into=cluster.pk)
    assert (status, "under another heading" in html) == (422, True)
    assert re.search(rf'value="{wrong}" form="gather" checked', html)
    assert send(client, enquiry, act="gather", into=cluster.pk)[0] == 422
    status, html = send(client, enquiry, act="make", heading="form", title_en="x" * 301)
    assert (status, "x" * 301 in html) == (422, True)
    status, html = send(client, enquiry, act="rename", cluster=cluster.pk, title_en="", title_ru="y" * 301)
    assert (status, "y" * 301 in html) == (422, True)
    assert send(client, enquiry, act="dissolve", cluster=987654)[0] == 422
    assert send(client, enquiry, act="steal")[0] == 400
    assert send(client, enquiry, act="gather", condition=wrong, into="x")[0] == 400
    assert send(client, enquiry, act="mark", condition="x", state="met")[0] == 400
    assert Cluster.objects.get().title == {"en": "Others"}


def unsettled_leads_to_conditions(enquiry: Enquiry, chair: Client) -> bool:
    """Of a result that cannot be declared: whether its page leads to the conditions that wait."""
    deadline = enquiry.deadline_day
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=(timezone.now() - DAY / 2).date() - DAY)
    html = text(chair.get(page("enquiry_declare", enquiry)))
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=deadline)
    assert "1 reply waits to be confirmed or settled" in html
    return f"{reverse('enquiry_conditions', args=['test', enquiry.pk])}?show=all" in html


def test_a_condition_is_met_or_withdrawn_with_words(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    (key,) = keys("At most five days")
    status, html = send(client, enquiry, act="mark", condition=key, state="met", words="")
    assert (status, "how it is met" in html) == (422, True)
    status, html = send(client, enquiry, act="mark", condition=key, state="met", words="z" * 1001)
    assert (status, "z" * 1001 in html) == (422, True)
    told: dict[str, Any] = {"act": "mark", "condition": key, "state": "withdrawn", "words": "Told by mail"}
    status, html = send(client, enquiry, **told)
    assert (status, "Attach the paper or mail" in html, "Told by mail" in html) == (422, True, True)
    assert send(client, enquiry, **told, file=SimpleUploadedFile("mail.txt", b"No longer needed."))[0] == 302
    html = text(client.get(page("enquiry_conditions", enquiry)))
    assert "A second person compares it" in html
    assert unsettled_leads_to_conditions(enquiry, client_of(world["chair"]))
    assert 'value="confirm"' not in html
    assert send(client, enquiry, act="confirm", condition=key)[0] == 409
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    colleague = client_of(world["technician"])
    assert 'value="confirm"' in text(colleague.get(page("enquiry_conditions", enquiry)))
    source = colleague.get(page("enquiry_conditions", enquiry, source=str(key)))
    assert b"".join(source.streaming_content) == b"No longer needed."  # type: ignore[attr-defined]
    assert colleague.get(page("enquiry_conditions", enquiry, source="987654")).status_code == 404
    assert send(colleague, enquiry, act="confirm", condition=key)[0] == 302
    assert send(colleague, enquiry, act="drop", condition=key)[0] == 409
    html = text(client.get(page("enquiry_conditions", enquiry)))
    assert "Told by mail" in html
    (row,) = exported(client, enquiry, state="withdrawn")
    assert (row["State"], row["What became of it"]) == ("Withdrawn", "Told by mail")
    (other,) = exported(client, enquiry, heading="other")
    assert other["Condition"] == "'=2+2 <b>bold</b>"  # no formula


def test_who_sees_them_and_who_sorts_them(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    chair = client_of(world["chair"])
    html = text(chair.get(page("enquiry_conditions", enquiry)))
    assert "At most five days" in html
    assert 'name="act"' not in html
    assert send(chair, enquiry, act="make", heading="form", title_en="T")[0] == 403
    assert client_of(world["br"]).get(page("enquiry_conditions", enquiry)).status_code == 403
    Enquiry.objects.update(conditions=False)
    assert chair.get(page("enquiry_conditions", enquiry)).status_code == 404


def test_conditions_of_what_does_not_count_are_shown_when_asked_for(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    question = enquiry.questions.get()
    member = world["br"].member
    assert member
    performer = Performer(world["br"].person)
    replies.submit(enquiry, performer, timezone.now(), member=member, answer=Answer({question.pk: "a"}))
    client = client_of(world["secretariat"])
    assert [row["Member"] for row in exported(client, enquiry)] == ["Japan"]
    assert {row["Counts"] for row in exported(client, enquiry, show="all")} == {"yes", "no"}


def test_many_conditions_take_as_many_queries_as_few(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])

    def queries() -> int:
        client.get(page("enquiry_conditions", enquiry))
        with CaptureQueriesContext(connection) as captured:
            client.get(page("enquiry_conditions", enquiry))
        return len(captured)

    few = queries()
    version = Condition.objects.all()[0].version
    clusters = [Cluster.objects.create(enquiry=enquiry, heading="form", title={"en": f"C{n}"}) for n in range(9)]
    for number in range(10, 90):
        Condition.objects.create(
            version=version, number=number, heading="form", words=f"If {number}", cluster=clusters[number % 9]
        )
    assert queries() == few


# The summary


def draw(client: Client, enquiry: Enquiry, **chosen: str) -> SummaryText:
    assert send(client, enquiry, "enquiry_summary", act="draw", **chosen)[0] == 302
    return SummaryText.objects.get(language="en")


def test_the_summary_is_drawn_up_and_edited_in_each_language(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert "Generate" in text(client.get(page("enquiry_summary", enquiry)))
    made = draw(client, enquiry)
    assert "2 Council Member States of the 3 consulted" in made.body
    answer = client.post(
        page("enquiry_summary", enquiry, language="fr"),
        {"act": "save", "saves": SummaryText.objects.get(language="fr").saves, "title": "Annexe 1", "body": "Résumé"},
    )
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?language=fr")
    html = text(client.get(page("enquiry_summary", enquiry, language="fr")))
    assert "Résumé" in html
    assert "Differs from the generated text" in html
    assert SummaryText.objects.get(language="en").body == made.body


def test_drawing_up_anew_leaves_alone_what_was_edited_until_somebody_says_so(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    made = draw(client, enquiry)
    send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="Mine", body="My words")
    give(enquiry, world["gh"], q1="b")
    assert "have changed since it was generated" in text(client.get(page("enquiry_summary", enquiry)))
    again = draw(client, enquiry)
    assert (again.title, again.body) == ("Mine", "My words")
    assert "have changed since" not in text(client.get(page("enquiry_summary", enquiry)))
    assert send(client, enquiry, "enquiry_summary", act="take", saves=again.saves)[0] == 302
    assert "3 Council Member States of the 3 consulted" in SummaryText.objects.get(language="en").body
    last = Entry.objects.order_by("-pk")[0]
    assert (last.act, last.data["body"]) == ("letter.write", "My words")


def test_two_who_edit_at_once_see_both_texts(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    made = draw(client, enquiry)
    send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="T", body="The first text")
    status, html = send(
        client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="U", body="The second text"
    )
    assert (status, "Somebody saved this text" in html) == (409, True)
    assert "The first text" in html
    assert "The second text" in html
    assert f'name="saves" value="{made.saves + 1}"' in html  # saved again, it takes the place of the first


def test_a_text_that_is_too_long_is_refused_and_not_lost(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    made = draw(client, enquiry)
    long = "w" * 100_001
    status, html = send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="T", body=long)
    assert (status, long in html) == (422, True)
    status, html = send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="", body="B")
    assert (status, "has a title and a text" in html) == (422, True)
    assert send(client, enquiry, "enquiry_summary", act="save", saves="x", title="T", body="B")[0] == 400
    assert SummaryText.objects.get(language="en").body == made.body
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 10_000_000
    status, html = send(
        client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="T", body="x" * 10_000_000
    )
    assert (status, "your browser still has what you typed" in html) == (413, True)


def test_rule_20_it_becomes_an_annex_of_a_letter_that_is_still_written(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    draw(client, enquiry)
    assert "There is no draft letter" in text(client.get(page("enquiry_summary", enquiry)))
    letter = make_letter(world, 1005, None)
    assert send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)[0] == 302
    assert Summary.objects.get().annex == letter.annexes.get()
    status, html = send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
    assert (status, "as its annex 1 already" in html) == (409, True)
    Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now())
    status, html = send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
    assert (status, "never changes" in html) == (409, True)
    assert send(client, enquiry, "enquiry_summary", act="attach", letter=987654)[0] == 400


def test_a_summary_that_no_longer_agrees_with_the_replies_is_named_where_its_letter_is_sent(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    draw(client, enquiry, names="1", quoted="1")  # which names the deadline
    letter = make_letter(world, 1005, None)
    send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
    sending = reverse("letter_send", args=["test", letter.pk])
    assert "does not agree with the replies" not in text(client.get(sending))
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=(timezone.now() + 9 * DAY).date())
    html = text(client.get(sending))
    assert "Annex 1 does not agree with the replies as they are now" in html
    assert "Take the new text" in html
    again = text(client.post(sending, {"act": "take", "instead-fr": "en"}))
    assert "Annex 1: the new text is taken." in again
    assert "does not agree with the replies" not in again
    assert "does not agree with the replies" not in text(client.get(sending))


def test_the_summary_names_and_quotes_only_where_that_is_ticked(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert "Brazil" not in draw(client, enquiry).body
    html = text(client.get(page("enquiry_summary", enquiry)))
    assert re.search(r'name="names"\s+value="1"\s*>', html)
    named = draw(client, enquiry, names="1")
    assert "Brazil" in named.body
    assert "At most five days" not in named.body
    html = text(client.get(page("enquiry_summary", enquiry)))
    assert "The generated text names Members." in html
    assert re.search(r'name="names"\s+value="1"\s+checked', html)
    give(enquiry, world["gh"], q1="b")
    html = text(client.get(page("enquiry_summary", enquiry)))
    assert '<input type="hidden" name="names" value="1">' in html, "generated again as it was"
    assert "At most five days" in draw(client, enquiry, names="1", quoted="1").body


def test_what_the_summary_leaves_out_in_a_language_is_listed_with_where_to_write_it(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    send(client, enquiry, act="make", heading="duration", title_en="Short")
    cluster = Cluster.objects.get()
    send(client, enquiry, act="gather", condition=keys("At most five days", "Five days at most"), into=cluster.pk)
    assert "Missing in this language" not in text(client.get(page("enquiry_summary", enquiry, language="fr")))
    draw(client, enquiry)
    make_letter(world, 1005, None)
    french = text(client.get(page("enquiry_summary", enquiry, language="fr")))
    assert "Missing in this language" in french
    there = reverse("enquiry_conditions", args=["test", enquiry.pk])
    assert f'href="{there}#cluster-{cluster.pk}"' in french
    assert f'href="{there}#condition-{keys("=2+2 <b>bold</b>")[0]}"' in french
    assert 'href="?language=ar#lacking"' in french, "before it becomes an annex, of every language"
    assert "#cluster-" not in text(client.get(page("enquiry_summary", enquiry)))
    assert "#cluster-" not in text(client_of(world["chair"]).get(page("enquiry_summary", enquiry, language="fr")))


def test_a_lead_in_is_written_beside_its_heading(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    answer = send(client, enquiry, act="lead_in", heading="duration", title_en="The meeting should:", title_fr="La")
    assert answer[0] == 302
    assert enquiry.lead_ins.get().words == {"en": "The meeting should:", "fr": "La"}
    html = text(client.get(page("enquiry_conditions", enquiry)))
    assert "<bdi>The meeting should:</bdi>" in html
    status, html = send(client, enquiry, act="lead_in", heading="duration", title_en="w" * 301)
    assert (status, "w" * 301 in html) == (422, True)
    assert send(client_of(world["chair"]), enquiry, act="lead_in", heading="duration", title_en="x")[0] == 403


@pytest.mark.parametrize(("language", "name"), [("en", "Brazil"), ("ar", "البرازيل"), ("zh", "巴西")])
def test_it_comes_out_as_pdf_and_for_word(
    language: str, name: str, world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert client.get(page("enquiry_summary", enquiry, format="pdf")).status_code == 404
    draw(client, enquiry, names="1", quoted="1")
    pdf = client.get(page("enquiry_summary", enquiry, format="pdf", language=language))
    assert pdf.content.startswith(b"%PDF-")
    assert f'filename="summary-DM-20-1004-{language}.pdf"' in pdf.headers["Content-Disposition"]
    word = Document(BytesIO(client.get(page("enquiry_summary", enquiry, format="docx", language=language)).content))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert name in said
    assert "**" not in said
    assert "#" not in said
    assert {paragraph.style.name for paragraph in word.paragraphs if paragraph.style} >= {
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
    }


def test_who_reads_it_and_who_writes_it(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    draw(client_of(world["secretariat"]), enquiry)
    chair = client_of(world["chair"])
    html = text(chair.get(page("enquiry_summary", enquiry)))
    assert "2 Council Member States of the 3 consulted" in html
    assert "<textarea" not in html
    assert send(chair, enquiry, "enquiry_summary", act="draw")[0] == 403
    assert client_of(world["jp"]).get(page("enquiry_summary", enquiry)).status_code == 403
    address = reverse("enquiry_summary", args=["test", enquiry.pk])
    assert client_of(world["secretariat"]).post(address, {"act": "publish"}).status_code == 400


def test_a_focal_point_sees_what_became_of_a_condition_and_withdraws_one_online(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    brazil, japan = client_of(world["br"]), client_of(world["jp"])
    receipt = reverse("reply_receipt", args=["test", enquiry.pk, "BR", 1])
    (key,) = keys("At most five days")
    html = text(brazil.get(receipt))
    assert f'<option value="{key}">At most five days</option>' in html
    address = reverse("reply", args=["test", enquiry.pk])
    assert japan.post(address, {"act": "withdraw", "condition": key}).status_code == 400
    assert (
        brazil.post(address, {"act": "withdraw", "condition": key, "words": "We agree"}).headers["Location"] == receipt
    )
    row = Condition.objects.get(pk=key)
    assert (row.state, row.state_words, row.state_by) == ("withdrawn", "We agree", world["br"].person)
    html = text(brazil.get(receipt))
    assert "Outcome of the conditions" in html
    assert "We agree" in html
    assert f'<option value="{key}">' not in html
    refused = brazil.post(address, {"act": "withdraw", "condition": key})
    assert refused.status_code == 409
    # The form of that page has the Member's answer: nobody submits an empty one instead.
    assert 'name="condition_words"' in text(refused).split("<template")[0]
    assert " checked" in text(refused)
    declare_at_once(enquiry, world["chair"].person)
    assert "Withdraw a condition" not in text(brazil.get(receipt))
    (other,) = keys("=2+2 <b>bold</b>")
    assert brazil.post(address, {"act": "withdraw", "condition": other}).status_code == 409
