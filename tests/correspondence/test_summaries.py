"""The summary of replies: generated, edited, generated again, made into an annex (annex 1 of DM-20/1005)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import attached_summaries, letter_queries, results, summaries
from hemicycle.correspondence.actions import annexes, conditions, enquiries, replies, sending
from hemicycle.correspondence.actions import summaries as acts
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.actions.summaries import Seen
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Annex, Condition, Enquiry, Letter, SummaryText
from hemicycle.correspondence.models.letters import BODY_LENGTH
from hemicycle.correspondence.plain import plain
from hemicycle.correspondence.summaries import Choices
from hemicycle.journal.models import Entry
from hemicycle.people.models import Contact, Member
from hemicycle.rules.reasons import Refusal
from hemicycle.web.toolkit.markdown import html
from tests.correspondence.conftest import LATE, NOW, make_letter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.correspondence.conftest import Asked


SECOND = timedelta(seconds=1)


def ready(letter: Letter) -> None:
    """Nothing else stands in its way."""
    Letter.objects.filter(pk=letter.pk).update(addressed=["council_state"], signatory="Dr. A")
    for language in LANGUAGES:
        letter.texts.create(language=language, subject="Result", body="See the annex.", state="checked")
    Contact.objects.create(member=Member.objects.get(code="GH"), name="Office", email="gh@gov.example")


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def give(asked: Asked, name: str, choice: str, *said: tuple[str, str], at: datetime = NOW) -> None:
    answer = Answer({asked.questions[0].pk: choice}, said)
    replies.submit(asked.enquiry, asked.performer(name), at, member=asked.member(name), answer=answer)


#: The working table.
WHOLE = Choices(names=True, quoted=True)


def draw(asked: Asked, choices: Choices | None = None) -> dict[str, SummaryText]:
    summary = acts.draw_up(asked.enquiry, asked.performer("secretariat"), NOW, choices)
    return {text.language: text for text in summary.texts.all()}


def test_how_many_answered_which_options_and_which_conditions_under_which_heading(options: Asked) -> None:
    give(options, "br", "a", ("duration", "At most five days"), ("other", "*Whatever* {letter}\n# happens"))
    give(options, "jp", "b", at=LATE)
    cluster = conditions.make_cluster(
        options.enquiry, options.performer("secretariat"), NOW, heading="duration", title={"en": "Short"}
    )
    Condition.objects.filter(heading="duration").update(cluster=cluster)
    text = draw(options, WHOLE)["en"]
    assert text.title == "Summary of the replies to letter DM-20/1005"
    shown = html(text.body)
    for words in (
        "put its questions to 3 Members, to be answered by 22 May 2020, 24:00 (Geneva time, UTC+2)",
        "1 reply counted.",
        "Late, not accepted: 1",
        "No reply: 1",
        "A virtual consultation: 1",
        "A physical session only: 0",
        "Short: 1 Member",
        "At most five days (Brazil)",
        "*Whatever* {letter} # happens (Brazil)",
    ):
        assert words in shown, words
    assert "Japan" in shown  # late
    assert "decision" not in shown.casefold()
    assert "{" not in text.body  # a letter would fill it in


def test_it_is_drawn_up_in_six_languages_with_the_names_of_each(options: Asked) -> None:
    give(options, "br", "a")
    texts = draw(options, WHOLE)
    assert set(texts) == set(LANGUAGES)
    assert "البرازيل" in texts["ar"].body
    assert "巴西" in texts["zh"].body
    assert translation.get_language() == "en"


def test_in_each_language_members_stand_in_the_order_of_its_readers(options: Asked) -> None:
    body = options.enquiry.letter.consultation.body
    body.settings = {**body.settings, "order": {}}
    body.save()
    Member.objects.get(code="JP").names.create(language="ru", name="Азия", source="made-up")
    for name in ("br", "jp"):
        give(options, name, "a", ("duration", "Short"))
    marks = set()
    for reader in ("en", "ru"):
        with translation.override(reader):
            texts = draw(options, WHOLE)
            marks.add(options.enquiry.summary.basis)
        assert "Brazil and Japan" in html(texts["en"].body)
        assert "Азия и Бразилия" in html(texts["ru"].body)
        said = {code: re.findall(r"Short.*?\((.*?)\)", texts[code].body) for code in ("en", "ru")}
        assert said == {"en": ["Brazil", "Japan"], "ru": ["Азия", "Бразилия"]}
        options.enquiry.refresh_from_db()
    assert len(marks) == 1


def test_items_are_listed_with_who_says_yes_and_a_withdrawn_one_says_so(asked: Asked) -> None:
    give(asked, "br", "yes")
    enquiries.withdraw_question(asked.questions[1], asked.performer("secretariat"), NOW, words={"en": "Elsewhere"})
    shown = html(draw(asked, WHOLE)["en"].body)
    assert "1. Item 1" in shown
    assert "Yes: 1" in shown
    assert "2. Item 2 (withdrawn)" in shown


def test_silence_is_no_missing_reply(asked: Asked) -> None:
    Enquiry.objects.update(kind=Enquiry.Kind.SILENCE)
    asked.enquiry.refresh_from_db()
    give(asked, "br", "object")
    shown = html(draw(asked, WHOLE)["en"].body)
    assert "Object: 1" in shown
    assert "No reply, taken as no objection: 2" in shown


def test_drawing_up_anew_never_overwrites_what_somebody_edited(options: Asked) -> None:
    give(options, "br", "a")
    first, desk = draw(options, WHOLE)["en"], options.performer("secretariat")
    acts.edit(options.enquiry, desk, NOW, Seen("en", first.saves), title="Annex", body="Our own words")
    give(options, "jp", "b")
    texts = draw(options)
    assert (texts["en"].title, texts["en"].body) == ("Annex", "Our own words")
    assert "2 replies counted." in texts["en"].drawn_body
    assert "2 réponses sont prises en compte." in texts["fr"].body
    assert Entry.objects.order_by("-pk").values_list("data", flat=True)[0]["edited"] == ["en"]
    acts.take_drawn(options.enquiry, desk, NOW, Seen("en", texts["en"].saves))
    assert "2 replies counted." in SummaryText.objects.get(language="en").body
    assert Entry.objects.order_by("-pk").values_list("data", flat=True)[0]["body"] == "Our own words"


def test_saving_it_unchanged_edits_nothing(options: Asked) -> None:
    give(options, "br", "a", ("other", "Two\n\nlines"))
    text = draw(options)["en"]
    kept = acts.edit(
        options.enquiry,
        options.performer("secretariat"),
        NOW,
        Seen("en", text.saves),
        title=text.title,
        body=text.body.replace("\n", "\r\n"),
    )
    assert not kept.edited


def test_two_who_edit_at_once_lose_nothing(options: Asked) -> None:
    text, desk = draw(options)["en"], options.performer("secretariat")

    def edit(body: str) -> object:
        return acts.edit(options.enquiry, desk, NOW, Seen("en", text.saves), title="T", body=body)

    edit("Mine")
    assert code(lambda: edit("Theirs")) == "summary_changed_meanwhile"
    assert code(lambda: acts.take_drawn(options.enquiry, desk, NOW, Seen("en", text.saves))) == (
        "summary_changed_meanwhile"
    )
    assert SummaryText.objects.get(language="en").body == "Mine"


def test_bad_input(options: Asked) -> None:
    desk = options.performer("secretariat")
    seen = Seen("en", 0)
    assert code(lambda: acts.edit(options.enquiry, desk, NOW, seen, title="T", body="B")) == "summary_not_drawn"
    assert code(lambda: acts.attach(options.enquiry, desk, NOW, make_letter(options.world, 1009, sent=False))) == (
        "summary_not_drawn"
    )
    seen = Seen("en", draw(options)["en"].saves)
    long = "x" * (BODY_LENGTH + 1)
    assert code(lambda: acts.edit(options.enquiry, desk, NOW, seen, title="T", body=long)) == "letter_body_too_long"
    assert code(lambda: acts.edit(options.enquiry, desk, NOW, seen, title="T" * 301, body="B")) == (
        "letter_subject_too_long"
    )
    assert code(lambda: acts.edit(options.enquiry, desk, NOW, seen, title=" ", body="B")) == "summary_empty"
    chair = options.performer("chair")
    assert code(lambda: acts.draw_up(options.enquiry, chair, NOW)) == "not_permitted"


def test_rule_20_it_becomes_an_annex_of_a_letter_that_has_not_been_sent(options: Asked) -> None:
    give(options, "br", "a", ("other", "{symbol} and } alone"))
    draw(options, WHOLE)
    desk = options.performer("secretariat")
    letter = make_letter(options.world, 1006, sent=False)
    annex = acts.attach(options.enquiry, desk, NOW, letter)
    assert (annex.number, annex.kind, annex.texts.count()) == (1, Annex.Kind.TEXT, 6)
    assert "{symbol} and } alone" in html(annex.texts.get(language="en").body)
    assert code(lambda: acts.attach(options.enquiry, desk, NOW, letter)) == "summary_attached"
    assert code(lambda: acts.attach(options.enquiry, desk, NOW, make_letter(options.world, 1007))) == (
        "sent_never_changes"
    )
    assert acts.attach(options.enquiry, desk, NOW, make_letter(options.world, 1008, sent=False)).number == 1


def test_an_annex_that_no_longer_agrees_with_the_replies_is_named_and_takes_the_new_text(options: Asked) -> None:
    give(options, "br", "a", ("other", "Only if"))
    draw(options, WHOLE)
    desk, letter = options.performer("secretariat"), make_letter(options.world, 1006, sent=False)
    annex = acts.attach(options.enquiry, desk, NOW, letter)

    def outdated() -> dict[int, list[str]]:
        return sending.check(letter_queries.whole().get(pk=letter.pk), NOW).outdated

    assert outdated() == {}
    give(options, "jp", "b")
    assert sorted(outdated()[1]) == sorted(LANGUAGES)
    refused = lambda: sending.send(letter, desk, NOW, Sending())  # noqa: E731
    ready(letter)
    assert code(refused) == "summary_outdated"
    assert acts.take_into(Annex.objects.get(), desk, NOW + SECOND) == []
    assert outdated() == {}
    assert "2 replies counted." in html(annex.texts.get(language="en").body)
    give(options, "br", "b")
    looked = sending.check(letter_queries.whole().get(pk=letter.pk), NOW)
    known = frozenset(doubt.code for doubt in looked.doubts)
    assert known == {"summary_names_states"}
    told = Sending(expected=len(looked.recipients), known_outdated=frozenset({1}), known_doubts=known)
    sending.send(letter, desk, NOW, told)


def test_a_text_that_somebody_edited_goes_into_the_annex_once_they_have_gone_over_it(options: Asked) -> None:
    give(options, "br", "a")
    seen = draw(options)["en"].saves
    desk, letter = options.performer("secretariat"), make_letter(options.world, 1006, sent=False)
    acts.edit(options.enquiry, desk, NOW + SECOND, Seen("en", seen), title="Mine", body="One reply")
    annex = acts.attach(options.enquiry, desk, NOW + SECOND, letter)
    assert attached_summaries.outdated(annex, NOW) == []
    give(options, "jp", "b")
    assert acts.take_into(Annex.objects.get(), desk, NOW + 2 * SECOND) == ["en"]
    assert attached_summaries.outdated(Annex.objects.get(), NOW) == ["en"]
    assert annex.texts.get(language="en").body == "One reply"
    text = SummaryText.objects.get(language="en")
    acts.edit(options.enquiry, desk, NOW + 3 * SECOND, Seen("en", text.saves), title="Mine", body="Two replies")
    assert acts.take_into(Annex.objects.get(), desk, NOW + 4 * SECOND) == []
    assert annex.texts.get(language="en").body == "Two replies"
    assert attached_summaries.outdated(Annex.objects.get(), NOW) == []


def test_only_an_annex_made_from_a_summary_takes_one(options: Asked) -> None:
    desk, letter = options.performer("secretariat"), make_letter(options.world, 1006, sent=False)
    annex = annexes.add(letter, desk, NOW, Annex.Kind.TEXT)
    assert code(lambda: acts.take_into(annex, desk, NOW)) == "summary_not_drawn"
    assert attached_summaries.outdated(annex, NOW) == []


def test_the_basis_says_whether_replies_or_clusters_have_changed(options: Asked) -> None:
    def mark() -> str:
        enquiry = results.find(options.world.consultation, options.enquiry.pk)
        return summaries.Basis.of(results.returns(enquiry, NOW.date())).mark

    marks = [mark()]
    give(options, "br", "a", ("other", "Only if"))
    marks.append(mark())
    cluster = conditions.make_cluster(
        options.enquiry, options.performer("secretariat"), NOW, heading="other", title={"en": "Ifs"}
    )
    marks.append(mark())
    Condition.objects.update(cluster=cluster)
    marks.append(mark())
    assert len(set(marks)) == 4


def test_what_is_too_long_for_an_annex_is_shortened_and_says_so(options: Asked) -> None:
    give(options, "br", "a", *(("other", f"{place} " + "word " * 3900) for place in range(60)))
    body = draw(options, WHOLE)["en"].body
    assert len(body) <= BODY_LENGTH
    assert "[…]" in html(body)


@pytest.mark.parametrize(
    "typed",
    [
        "# a",
        "1. a",
        "12) a",
        "- a",
        "*a* _b_ `c`",
        "[a](https://b)",
        "<b>",
        "&amp; &#35; R&D",
        "> a",
        "a\\b",
        "{a}",
        "+ a",
    ],
)
def test_what_somebody_typed_is_shown_as_it_was_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html(plain(typed)) == f"<p>{escaped}</p>\n"
