"""What the journal keeps of letters that go out, their annexes and versions, of conditions and of the summary."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.actions import annexes, conditions, correcting, letters, replies, summaries
from hemicycle.correspondence.actions.acknowledging import acknowledge, acknowledge_by_link
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.actions.summaries import Seen
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.changes import letter_sent
from hemicycle.correspondence.models import Annex, Condition, Enquiry, LetterText
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import NOW, make_extension, make_letter
from tests.correspondence.test_journal import kept, refused
from tests.correspondence.test_letters import COUNCIL, HEAD, begun, member, reached, secretariat, send, written
from tests.support.extending import extend
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def told() -> Iterator[list[int]]:
    """The letters that were sent."""
    heard: list[int] = []

    def hear(*, letter: int, **_: Any) -> None:
        heard.append(letter)

    letter_sent.connect(hear)
    yield heard
    letter_sent.disconnect(hear)


def test_a_letter_that_is_sent(reached: World, secretariat: Performer, told: list[int]) -> None:
    made = written(reached, secretariat)
    Contact.objects.filter(member__code="GH").delete()
    row = send(made, secretariat, NOW + MINUTE, known_unreachable=frozenset({"GH"}))
    facts = {
        "letter": "DM-20/1005",
        "addressed": ["council_state"],
        "members": 3,
        "mails": 2,
        "copies": 0,
        "without_address": ["GH"],
        "stand_ins": {},
        "replaces": "",
    }
    assert kept(act="letter.send") == [("letter.send", f"letter:{row.pk}", facts)]
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.sent_by) == ("sent", NOW + MINUTE, secretariat.person)
    mailing = row.mailing
    assert mailing
    assert (mailing.consultation, mailing.template) == (reached.consultation, "letter")
    assert (mailing.sent_by, mailing.at) == (secretariat.person, NOW + MINUTE)
    assert mailing.selection == {"letter": "DM-20/1005", "classes": ["council_state"], "without_address": ["GH"]}
    assert told == [row.pk]


def test_a_letter_that_extends_a_deadline_and_one_that_does_not(asked: Asked) -> None:
    by, key = asked.performer("secretariat"), asked.world.consultation.pk
    until = Head(
        "DM-20",
        1007,
        date(2020, 5, 20),
        COUNCIL,
        "Dr. A",
        new_day=date(2020, 5, 29),
        new_time=time(18),
        what_changes={"en": "x"},
    )
    made = letters.begin(key, by, NOW, until, template="extension", extends=asked.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    Contact.objects.create(member=member("GH"), name="Office", email="gh@gov.example")
    send(made, by)
    given = asked.enquiry.extensions.get()
    assert (given.letter, given.day, given.time) == (made, date(2020, 5, 29), time(18))
    assert (given.given_at, given.given_by) == (NOW, by.person)
    other = letters.begin(
        key, by, NOW, Head("DM-20", 1008, until.dated, new_day=until.new_day, new_time=time(18)), template="blank"
    )
    other.refresh_from_db()
    assert (other.new_day, other.new_time, other.what_changes) == (None, time(23, 59, 59), {})


def test_a_correction_keeps_its_symbol_and_says_what_it_replaces(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    day = date(2020, 5, 20)
    made = correcting.correct(row, secretariat, NOW, Correction(Change.CORRIGENDUM, {"en": "The date"}, day))
    facts = {"letter": "DM-20/1005/Corr.1", "replaces": "DM-20/1005", "words": {"en": "The date"}, "did": "correction"}
    assert kept()[-1] == ("letter.write", f"letter:{made.pk}", facts)
    letters.edit(
        made, secretariat, NOW, Head("XX", 9, day, COUNCIL, "Dr. B", what_changes=dict.fromkeys(LANGUAGES, " The day "))
    )
    made.refresh_from_db()
    assert (made.symbol, made.what_changes, made.signatory) == (
        "DM-20/1005/Corr.1",
        dict.fromkeys(LANGUAGES, "The day"),
        "Dr. B",
    )
    assert kept()[-1][2] == {"letter": "DM-20/1005/Corr.1", "did": "head"}
    made.texts.update(state=LetterText.State.CHECKED)
    send(made, secretariat)
    assert kept()[-1][2]["replaces"] == "DM-20/1005"


def test_annexes(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat)
    words = {"fr": AnnexWords(" Un ", "Corps"), "en": AnnexWords("One", "Body"), "xx": AnnexWords("Nobody's")}
    first = annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, words)
    second = annexes.add(made, secretariat, NOW, Annex.Kind.QUESTIONS)
    assert (first.number, first.kind, second.number, second.kind) == (1, "text", 2, "questions")
    assert set(first.texts.values_list("language", "title", "body")) == {("fr", "Un", "Corps"), ("en", "One", "Body")}
    changed = {"fr": AnnexWords("", "", seen=letters.digest("Un", "Corps")), "es": AnnexWords("Uno")}
    annexes.write(first, secretariat, NOW, changed)
    assert set(first.texts.values_list("language", "title", "body")) == {("en", "One", "Body"), ("es", "Uno", "")}
    late = {"en": AnnexWords("Two", seen=letters.digest("Another", ""))}
    assert refused(lambda: annexes.write(first, secretariat, NOW, late)) == (0, "letter_text_changed_meanwhile", {})
    unknown = {"ru": AnnexWords("Title", "{nothing}")}
    assert refused(lambda: annexes.write(first, secretariat, NOW, unknown))[1] == "mail_placeholder_unknown"
    assert (
        refused(lambda: annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, unknown))[1] == "mail_placeholder_unknown"
    )
    longest: dict[str, Any] = {"longest": 300, "length": 301}
    long = {"en": AnnexWords("x" * 301)}
    assert refused(lambda: annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, long)) == (
        0,
        "letter_subject_too_long",
        longest,
    )
    annexes.move_up(second, secretariat, NOW)
    annexes.remove(second, secretariat, NOW)
    place, letter = f"letter:{made.pk}", {"letter": "DM-20/1005"}
    assert kept()[1:] == [
        ("letter.write", place, {**letter, "did": "annex added", "annex": 1, "kind": "text"}),
        ("letter.write", place, {**letter, "did": "annex added", "annex": 2, "kind": "questions"}),
        ("letter.write", place, {**letter, "did": "annex", "annex": 1, "languages": ["es", "fr"]}),
        ("letter.write", place, {**letter, "did": "annex moved", "annex": 2, "to": 1}),
        ("letter.write", place, {**letter, "did": "annex removed", "annex": 1}),
    ]
    assert list(made.annexes.values_list("pk", "number")) == [(first.pk, 1)]


def test_a_letter_has_fifty_annexes_at_most(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat)
    made.annexes.create(number=49, kind="text")
    assert annexes.add(made, secretariat, NOW, Annex.Kind.TEXT).number == 50
    assert refused(lambda: annexes.add(made, secretariat, NOW, Annex.Kind.TEXT)) == (
        0,
        "letter_annexes_too_many",
        {"most": 50},
    )


def test_an_acknowledgement_by_a_focal_point_and_by_the_link_in_a_mail(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    brazil, japan = member("BR"), Delivery.objects.get(member__code="JP")
    person = reached["br"].person
    by_person = acknowledge(row, Performer(person), NOW, brazil)
    by_link = acknowledge_by_link(row, japan, "192.0.2.1", NOW + MINUTE)
    assert (by_person.member, by_person.person, by_person.delivery, by_person.at) == (brazil, person, None, NOW)
    assert (by_link.member, by_link.delivery, by_link.at) == (japan.member, japan, NOW + MINUTE)
    said = Entry.objects.filter(act="letter.acknowledge").order_by("pk")
    place, letter = f"letter:{row.pk}", {"letter": "DM-20/1005"}
    assert list(said.values_list("place", "subject", "actor", "system", "origin__address", "data")) == [
        (place, "BR", person.pk, "", None, letter),
        (place, "JP", None, "letter link", "192.0.2.1", {**letter, "delivery": japan.pk}),
    ]
    other = send(written(reached, secretariat, head=Head("DM-20", 9, HEAD.dated, COUNCIL, "Dr. A")), secretariat)
    assert refused(lambda: acknowledge_by_link(other, japan, None, NOW)) == (0, "no_such_link", {})
    japan.member = None
    assert refused(lambda: acknowledge_by_link(row, japan, None, NOW)) == (0, "no_such_link", {})


def test_conditions_that_are_gathered(asked: Asked) -> None:
    Enquiry.objects.update(conditions=True)
    desk, enquiry, place = asked.performer("secretariat"), asked.enquiry, f"enquiry:{asked.enquiry.pk}"
    answer = Answer({asked.questions[0].pk: "yes"}, (("duration", "Two days"), ("duration", "No weekend")))
    replies.submit(enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=answer)
    keys = list(Condition.objects.order_by("pk").values_list("pk", flat=True))
    made = conditions.make_cluster(enquiry, desk, NOW, heading="duration", title={"en": " Short ", "fr": " "})
    other = conditions.make_cluster(enquiry, desk, NOW, heading="duration", title={"en": "Long"})
    elsewhere = conditions.make_cluster(enquiry, desk, NOW, heading="form", title={"en": "Form"})
    assert [row.position for row in (made, other, elsewhere)] == [1, 2, 1]
    conditions.rename_cluster(enquiry, desk, NOW, key=made.pk, title={"en": "Brief"})
    assert conditions.gather(enquiry, desk, NOW, conditions=[*reversed(keys), keys[0]], cluster=made.pk) == 2
    assert conditions.gather(enquiry, desk, NOW, conditions=keys[:1], cluster=None) == 1
    conditions.dissolve_cluster(enquiry, desk, NOW, key=made.pk)
    assert kept(act="conditions") == [
        ("conditions.sort", place, {"cluster": made.pk, "heading": "duration", "title": {"en": "Short"}}),
        ("conditions.sort", place, {"cluster": other.pk, "heading": "duration", "title": {"en": "Long"}}),
        ("conditions.sort", place, {"cluster": elsewhere.pk, "heading": "form", "title": {"en": "Form"}}),
        ("conditions.sort", place, {"cluster": made.pk, "before": {"en": "Short"}, "title": {"en": "Brief"}}),
        ("conditions.sort", place, {"conditions": keys, "cluster": made.pk}),
        ("conditions.sort", place, {"conditions": keys[:1], "cluster": None}),
        ("conditions.sort", place, {"dissolved": made.pk, "title": {"en": "Brief"}, "conditions": keys[1:]}),
    ]
    strange = make_letter(asked.world, 1006)
    beside = Enquiry.objects.create(letter=strange, kind="items", asked=enquiry.asked, deadline_day=NOW.date())
    for act in (
        lambda: conditions.rename_cluster(beside, desk, NOW, key=other.pk, title={"en": "X"}),
        lambda: conditions.dissolve_cluster(beside, desk, NOW, key=other.pk),
    ):
        assert refused(act) == (0, "no_such_cluster", {})
    assert refused(lambda: conditions.gather(beside, desk, NOW, conditions=keys, cluster=None)) == (
        0,
        "no_such_condition",
        {},
    )


def test_a_summary_that_is_drawn_up_edited_and_taken_back(asked: Asked) -> None:
    desk, enquiry, place = asked.performer("secretariat"), asked.enquiry, f"enquiry:{asked.enquiry.pk}"
    summary = summaries.draw_up(enquiry, desk, NOW)
    assert (summary.drawn_at, summary.drawn_by) == (NOW, desk.person)
    drawn = summary.texts.get(language="en")
    assert (drawn.saves, drawn.title, drawn.body) == (1, drawn.drawn_title, drawn.drawn_body)
    text = summaries.edit(enquiry, desk, NOW + MINUTE, Seen("en", 1), title=" Our  title ", body="Our words")
    assert (text.title, text.body, text.saves) == ("Our title", "Our words", 2)
    assert (text.edited_by, text.edited_at) == (desk.person, NOW + MINUTE)
    summaries.draw_up(enquiry, desk, NOW + 2 * MINUTE)
    back = summaries.take_drawn(enquiry, desk, NOW + 3 * MINUTE, Seen("en", 2))
    assert (back.title, back.body, back.saves) == (drawn.title, drawn.body, 3)
    assert back.edited_at == NOW + 3 * MINUTE
    summary.refresh_from_db()
    plainly = {"names": False, "quoted": False}
    assert kept() == [
        (
            "letter.write",
            place,
            {"summary": "drawn", "basis": summary.basis, "edited": [], **plainly},
        ),
        ("letter.write", place, {"summary": "edited", "language": "en", "saves": 2}),
        (
            "letter.write",
            place,
            {"summary": "drawn", "basis": summary.basis, "edited": ["en"], **plainly},
        ),
        (
            "letter.write",
            place,
            {"summary": "drawn text taken", "language": "en", "title": "Our title", "body": "Our words"},
        ),
    ]
    assert set(summary.texts.values_list("language", flat=True)) == set(LANGUAGES)
    assert set(summary.texts.exclude(language="en").values_list("saves", flat=True)) == {1}


def test_a_summary_of_a_letter_that_was_not_sent_is_none(asked: Asked) -> None:
    asked.enquiry.letter.state = "draft"
    with without_guards():
        asked.enquiry.letter.save()
    desk = asked.performer("secretariat")
    assert refused(lambda: summaries.draw_up(asked.enquiry, desk, NOW)) == (0, "not_asked_yet", {})


def test_a_reply_that_was_late_counts_once_the_deadline_is_extended(asked: Asked) -> None:
    desk, late = asked.performer("secretariat"), asked.enquiry.deadline.moment + MINUTE
    version = replies.submit(
        asked.enquiry,
        asked.performer("br"),
        late,
        member=asked.member("br"),
        answer=Answer({asked.questions[0].pk: "yes"}),
    )
    assert version.reply.status == "late"
    letter = make_extension(asked.world)
    extend(asked.enquiry, desk, NOW, letter=letter, day=date(2020, 5, 29), until=time(12))
    version.reply.refresh_from_db()
    assert (version.reply.status, version.reply.counted) == ("counted", version)
