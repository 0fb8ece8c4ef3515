"""The summary of replies as annex 1 of DM-20/1005 has it: numbers in sentences, conditions without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import attached_summaries, results, summaries, summary_words
from hemicycle.correspondence.actions import conditions, enquiries, replies
from hemicycle.correspondence.actions import summaries as acts
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Annex, Condition, Enquiry, LeadIn, Option, Question, Summary
from hemicycle.correspondence.summaries import Choices
from hemicycle.correspondence.summary_lacking import Kind, lacking
from hemicycle.correspondence.summary_paper import without_number
from hemicycle.correspondence.written_in import language_of
from hemicycle.journal.models import Entry
from hemicycle.rules.reasons import Refusal
from tests.classes import COUNCIL_STATE, OBSERVER_PALESTINE, OBSERVER_STATE, SECTOR_MEMBER
from tests.correspondence.conftest import LATE, NOW, make_letter
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import Cluster
    from hemicycle.correspondence.summaries import Basis
    from hemicycle.rules.capacity import Capacity
    from tests.correspondence.conftest import Asked


def give(
    asked: Asked, name: str, choice: str, *said: tuple[str, str], language: str = "en", at: datetime = NOW
) -> None:
    answer = Answer({asked.questions[0].pk: choice}, said, language=language)
    replies.submit(asked.enquiry, asked.performer(name), at, member=asked.member(name), answer=answer)


def gather(asked: Asked, heading: str, *words: str, **title: str) -> Cluster:
    """A cluster with those conditions."""
    desk = asked.performer("secretariat")
    cluster = conditions.make_cluster(asked.enquiry, desk, NOW, heading=heading, title=title)
    keys = list(Condition.objects.filter(words__in=words).values_list("pk", flat=True))
    conditions.gather(asked.enquiry, desk, NOW, conditions=keys, cluster=cluster.pk)
    return cluster


def basis(asked: Asked) -> Basis:
    enquiry = results.find(asked.world.consultation, asked.enquiry.pk)
    return summaries.Basis.of(results.returns(enquiry, NOW.date()))


def body(asked: Asked, language: str = "en", **chosen: bool) -> str:
    return summaries.draw(basis(asked), Choices(**chosen))[language].body


@pytest.fixture
def three(options: Asked) -> Asked:
    """Conditions in three languages: two in a cluster that two languages name, two in none."""
    options.mandate("gh")
    give(options, "br", "a", ("duration", "会期不超过5天"), language="zh")
    give(options, "jp", "a", ("duration", "Five days"), ("agenda", "Only urgent items"))
    give(options, "gh", "b", ("agenda", "Un ordre du jour limité"), language="fr")
    gather(options, "duration", "会期不超过5天", "Five days", en="No more than five days", zh="不超过五天")
    return options


def test_replies_options_and_conditions_are_told_in_sentences_without_a_name(three: Asked) -> None:
    desk = three.performer("secretariat")
    conditions.lead_in(three.enquiry, desk, NOW, heading="duration", words={"en": "The meeting should:"})
    assert body(three) == (
        "- 3 Council Member States of the 3 consulted replied to the consultation.\n"
        "- 2 Council Member States supported option 1: A virtual consultation. 2 of them did so with conditions.\n"
        "- 1 Council Member State supported option 2: A physical session only. It did so with conditions.\n"
        "- The conditions concern duration and agenda, and are summarized below.\n\n"
        "# Duration\n\n"
        "The meeting should:\n\n"
        "- No more than five days\n\n"
        "# Draft agenda\n\n"
        "- Only urgent items\n\n"
        "1 further condition was stated under this heading."
    )


def test_words_typed_in_one_language_are_in_no_paper_of_another(three: Asked) -> None:
    three.enquiry.letter.texts.create(language="fr", subject="Réunion virtuelle", body="-")
    desk = three.performer("secretariat")
    conditions.lead_in(three.enquiry, desk, NOW, heading="duration", words={"zh": "会议应："})
    own = {
        "A virtual consultation": "en",
        "No more than five days": "en",
        "Only urgent items": "en",
        "不超过五天": "zh",
        "会议应：": "zh",
        "Un ordre du jour limité": "fr",
    }
    papers = summaries.draw(basis(three), Choices())
    assert set(papers) == set(LANGUAGES)
    for words, language in own.items():
        assert [code for code in papers if words in papers[code].body] == [language], words
    assert [code for code in papers if "Réunion virtuelle" in papers[code].title] == ["fr"]
    assert all("DM-20/1005" in paper.title for paper in papers.values())


def test_what_a_language_lacks_is_listed_with_what_it_belongs_to(three: Asked) -> None:
    desk = three.performer("secretariat")
    conditions.lead_in(three.enquiry, desk, NOW, heading="duration", words={"en": "The meeting should:"})
    found = basis(three)
    assert [(row.kind, row.words) for row in lacking(found, "en")] == [(Kind.CONDITION, "Un ordre du jour limité")]
    assert [row.kind for row in lacking(found, "zh")] == [
        Kind.OPTION,
        Kind.OPTION,
        Kind.LEAD_IN,
        Kind.CONDITION,
        Kind.CONDITION,
    ]
    cluster = three.enquiry.clusters.get()
    assert (Kind.CLUSTER, str(cluster.pk)) in {(row.kind, row.key) for row in lacking(found, "ar")}
    Condition.objects.update(state="met")
    assert [row.kind for row in lacking(basis(three), "ar")] == [Kind.OPTION, Kind.OPTION]


def test_members_are_named_and_conditions_quoted_only_where_that_was_chosen(three: Asked) -> None:
    plain, named, quoting = body(three), body(three, names=True), body(three, quoted=True)
    assert "Brazil" not in plain
    assert "supported option 2: A physical session only. It did so with conditions.\\\n  Ghana" in named
    assert "No more than five days (2 Council Member States: Brazil and Japan)" in named
    assert "Only urgent items (1 Council Member State: Japan)" in named
    assert "会期不超过5天" not in named
    assert "- No more than five days\n  - “会期不超过5天”\n  - “Five days”" in quoting
    assert "- “Un ordre du jour limité”" in quoting
    assert "Brazil" not in quoting
    whole = body(three, names=True, quoted=True)
    assert "### No more than five days: 2 Members" in whole
    assert "会期不超过5天 (Brazil)" in whole


def test_the_choices_are_kept_and_an_annex_that_says_otherwise_is_named(three: Asked) -> None:
    desk, letter = three.performer("secretariat"), make_letter(three.world, 1006, sent=False)
    acts.draw_up(three.enquiry, desk, NOW)
    annex = acts.attach(three.enquiry, desk, NOW, letter)
    assert attached_summaries.outdated(annex, NOW) == []
    for choices in (Choices(names=True), Choices(quoted=True)):
        acts.draw_up(three.enquiry, desk, NOW, choices)
        assert summaries.choices_of(Summary.objects.get()) == choices
        facts = Entry.objects.latest("pk").data
        assert (facts["names"], facts["quoted"]) == (choices.names, choices.quoted)
        assert sorted(attached_summaries.outdated(Annex.objects.get(), NOW)) == sorted(LANGUAGES)
        acts.draw_up(three.enquiry, desk, NOW)
        assert summaries.choices_of(Summary.objects.get()) == choices, "as before, where nothing is chosen"
        assert acts.take_into(Annex.objects.get(), desk, NOW) == []
        assert attached_summaries.outdated(Annex.objects.get(), NOW) == []


def test_nobody_answered(options: Asked) -> None:
    assert body(options) == (
        "- No reply was counted.\n- 3 Council Member States did not reply.\n- No conditions were stated."
    )


def test_conditions_that_are_met_or_withdrawn_are_counted_and_nobody_has_any(three: Asked) -> None:
    Condition.objects.filter(heading="duration").update(state="met")
    Condition.objects.filter(heading="agenda").update(state="withdrawn")
    assert body(three) == (
        "- 3 Council Member States of the 3 consulted replied to the consultation.\n"
        "- 2 Council Member States supported option 1: A virtual consultation.\n"
        "- 1 Council Member State supported option 2: A physical session only.\n"
        "- 2 conditions have been met.\n"
        "- 2 conditions were withdrawn."
    )


def test_rule_18_late_replies_that_were_accepted_are_told_apart(options: Asked) -> None:
    give(options, "br", "a")
    give(options, "jp", "a", at=LATE)
    waits = body(options)
    assert "1 Council Member State of the 3 consulted replied" in waits
    assert "- 1 late reply has not been accepted and does not count." in waits
    assert "accepted by the Chair" not in waits
    version = options.enquiry.replies.get(member=options.member("jp")).versions.get()
    replies.accept_late(version, options.performer("chair"), LATE, words="Post was slow")
    assert (
        "- 2 Council Member States of the 3 consulted replied to the consultation. "
        "1 of these replies was received after the deadline and accepted by the Chair.\n"
    ) in body(options)


def test_items_are_counted_for_and_against_and_nobody_is_named(asked: Asked) -> None:
    enquiries.withdraw_question(asked.questions[1], asked.performer("secretariat"), NOW, words={"en": "Elsewhere"})
    give(asked, "br", "yes")
    give(asked, "jp", "no")
    said = body(asked)
    assert said == (
        "- 2 Council Member States of the 3 consulted replied to the consultation.\n"
        "- 1 Council Member State did not reply.\n\n"
        "# Proposed for the physical session\n\n"
        "- 1\\. Item 1: requested by 1, not requested by 1\n"
        "- 2\\. Item 2 (withdrawn): requested by 0, not requested by 0\n"
        "- 3\\. Item 3: requested by 0, not requested by 0"
    )
    assert "not requested by 1\\\n  Brazil" in body(asked, names=True)


def test_of_several_questions_a_condition_belongs_to_the_reply_and_to_none_of_them(asked: Asked) -> None:
    Enquiry.objects.update(kind=Enquiry.Kind.BALLOT, conditions=True)
    asked.enquiry.refresh_from_db()
    give(asked, "br", "approve", ("form", "In writing"))
    said = body(asked)
    assert "## 1\\. Item 1\n\n- 1 Council Member State approved.\n" in said
    assert "- 1 Council Member State replied with conditions.\n- The conditions concern form, and" in said
    assert "rejected" not in said


def test_silence_is_no_missing_reply(asked: Asked) -> None:
    Enquiry.objects.update(kind=Enquiry.Kind.SILENCE)
    asked.enquiry.refresh_from_db()
    give(asked, "br", "object")
    assert "- 2 Council Member States did not reply, which is taken as no objection." in body(asked)
    assert "- 1 Council Member State objected." in body(asked)


def test_what_is_repeated_word_for_word_keeps_its_language(options: Asked) -> None:
    give(options, "br", "a", ("form", "Cinco días"), language="es")
    give(options, "br", "b", ("form", "Cinco días"), ("form", "In writing"), language="en")
    rows = Condition.objects.filter(version__number=2).values_list("words", "language")
    assert dict(rows) == {"Cinco días": "es", "In writing": "en"}


def test_a_lead_in_is_kept_in_the_journal_and_taken_away_again(options: Asked) -> None:
    desk, enquiry = options.performer("secretariat"), options.enquiry
    conditions.lead_in(enquiry, desk, NOW, heading="form", words={"en": " The meeting should: ", "fr": ""})
    assert LeadIn.objects.get().words == {"en": "The meeting should:"}
    mark = basis(options).mark
    conditions.lead_in(enquiry, desk, NOW, heading="form", words={})
    assert not LeadIn.objects.exists()
    assert basis(options).mark != mark
    facts = Entry.objects.latest("pk").data
    assert (facts["lead_in"], facts["before"], facts["words"]) == ("form", {"en": "The meeting should:"}, {})
    for heading, words in (("nothing", "Words"), ("form", "w" * 301)):
        with pytest.raises(Refusal):
            conditions.lead_in(enquiry, desk, NOW, heading=heading, words={"en": words})
    with pytest.raises(Refusal):
        conditions.lead_in(enquiry, options.performer("chair"), NOW, heading="form", words={"en": "Words"})


def test_a_long_subject_leaves_room_for_the_rest_of_the_title(options: Asked) -> None:
    options.enquiry.letter.texts.create(language="en", subject="word " * 60, body="-")
    title = summaries.draw(basis(options), Choices())["en"].title
    assert len(title) <= 300
    assert title.startswith("Summary of replies to the consultation on “word word")
    assert title.endswith("[…]” (letter DM-20/1005)")


def test_the_text_of_an_option_is_one_sentence_with_ours(options: Asked) -> None:
    with without_guards():
        Option.objects.filter(key="a").update(label={"en": "Option 1: to *meet*\nonline."})
        Question.objects.update(withdrawn_at=NOW)
    give_nothing = body(options)
    assert "option 1" not in give_nothing
    assert "(withdrawn)" in give_nothing
    with without_guards():
        Question.objects.update(withdrawn_at=None)
    give(options, "br", "a")
    assert "supported option 1: to \\*meet\\* online.\n" in body(options) + "\n"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Option 1: a meeting", "a meeting"),
        ("选项1：会议", "会议"),
        ("الخيار 1: اجتماع", "اجتماع"),
        ("Option 2: a meeting", "Option 2: a meeting"),
        ("A meeting in room 1: online", "A meeting in room 1: online"),
    ],
)
def test_an_option_is_numbered_once(label: str, words: str) -> None:
    assert without_number(label, 1) == words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({COUNCIL_STATE}, "2 Council Member States"),
        ({COUNCIL_STATE, OBSERVER_STATE}, "2 Members"),
        ({OBSERVER_STATE}, "2 Members"),
        ({COUNCIL_STATE, SECTOR_MEMBER}, "2 Members"),
        ({OBSERVER_PALESTINE}, "2 Members"),
    ],
)
def test_the_noun_is_true_of_all_that_were_asked(asked: set[Capacity], words: str) -> None:
    assert summary_words.counted(2, asked) == words


@pytest.mark.parametrize(
    ("words", "said", "known"),
    [
        ("Five days", "en", "en"),
        ("Cinq jours", "fr", "fr"),
        ("会期不超过5天 (ITU)", "zh", "zh"),
        ("خمسة أيام", "ar", "ar"),
        ("Пять дней", "ru", "ru"),
        ("Five days", "zh", ""),
        ("会期不超过5天", "en", ""),
        ("5-6", "en", "en"),
        ("Five days", "", ""),
    ],
)
def test_a_language_whose_letters_are_others_is_not_believed(words: str, said: str, known: str) -> None:
    assert language_of(words, said) == known
