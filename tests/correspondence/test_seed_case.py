"""The consultation of 2020 in full, as the seed has it: from letter DM-20/1004 to the agenda and the time plan."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import TestCase
from django.utils import translation
from docx import Document

from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import conditions, letter_queries, results
from hemicycle.correspondence.models import Annex, Enquiry, Letter, LetterPaper, LetterText, Reply, ReplyVersion
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.ops import seed
from hemicycle.ops.seed import files
from hemicycle.rules.replies import Status
from hemicycle.web.letters.documents import paper
from hemicycle.web.letters.version import version
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from hemicycle.correspondence.results import Returns

AFTER = date(2020, 6, 1)
END = datetime(2020, 5, 22, 21, 59, 59, tzinfo=UTC)
#: Of annex 1, and of an item of each list of annex 4.
SAYS = {
    "ar": ("36 دولة", "الوثيقة", "C20/21", "C20/5"),
    "zh": ("36个理事国对磋商做出了答复", "世界电信和信息社会日", "C20/21", "C20/5"),
    "en": ("36 Member States of the Council replied", "World Telecommunication and Information", "C20/21", "C20/5"),
    "fr": ("36 États Membres du Conseil ont répondu", "société de l’information", "C20/21", "C20/5"),
    "ru": ("36 Государств", "Всемирный день электросвязи", "C20/21", "C20/5"),
    "es": ("36 Estados Miembros del Consejo respondieron", "Sociedad de la Información", "C20/21", "C20/5"),
}


def letter(number: int) -> Letter:
    return letter_queries.whole().get(series="DM-20", number=number)


def came_back(number: int) -> Returns:
    enquiry = Enquiry.objects.select_related("letter__consultation").get(letter__number=number)
    return results.returns(enquiry, AFTER)


def reply_of(code: str) -> Reply:
    return Reply.objects.get(enquiry__letter__number=1005, member__code=code)


def parts(body: str) -> list[str]:
    """What a text consists of, line by line."""
    kinds = {"#": "heading", "-": "bullet"}
    return [kinds.get(line[0], "words") for line in body.splitlines() if line]


def under_headings(body: str) -> set[str]:
    """What conditions a text names, and with which words it leads in to them."""
    return {line for line in body[body.index("\n# ") :].splitlines() if line and line[0] != "#"}


def number_of(found: Returns) -> dict[tuple[str, int], dict[str, int]]:
    """``{(list, number): {option: how many}}``."""
    return {
        (question.listing, question.number): {
            option: len(members) for option, members in found.tally[question.pk].items()
        }
        for question in found.questions
    }


class TheCaseOf2020(TestCase):
    """Loaded once for all of its tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        seed.load()

    def test_both_letters_went_out_in_six_languages_to_41_of_48_states(self) -> None:
        for number in (1004, 1005):
            row = letter(number)
            assert {text.language for text in row.texts.all()} == set(LANGUAGES)
            assert row.mailing is not None
            sent = row.mailing.deliveries.filter(state=Delivery.State.SENT)
            assert sent.count() == row.mailing.deliveries.count() == 41
            assert len(row.mailing.selection["without_address"]) == 7
            assert {mail.sent_at for mail in sent} == {row.sent_at}
        states = {text.language: text.state for text in letter(1005).texts.all()}
        assert states.pop("zh") == LetterText.State.CHECKED, "the letter's own words"
        assert set(states.values()) == {LetterText.State.TRANSLATED}, "working translations, not checked"

    def test_36_of_48_replied_to_the_first_letter_by_options_and_all_is_made_up(self) -> None:
        found = came_back(1004)
        assert len(found.rows) == 48
        assert found.counts == {Status.COUNTED: 36, Status.MISSING: 12}
        assert number_of(found) == {("", 1): {"a": 35, "b": 1}}
        assert found.enquiry.declared_at == datetime(2020, 5, 11, 8, tzinfo=UTC)
        people = ReplyVersion.objects.filter(person__isnull=False).select_related("person")
        assert all(row.person is not None and row.person.made_up for row in people)
        nobody = ReplyVersion.objects.filter(person=None)
        assert all("made up" in row.signed_by for row in nobody)
        for text in letter(1004).texts.all():
            assert text.body.rstrip().endswith("*"), "a note says that it is made up"

    def test_conditions_stand_under_their_headings_in_clusters(self) -> None:
        enquiry = came_back(1004).enquiry
        headed = conditions.sorted_conditions(
            enquiry, [statement for statement in conditions.stated(enquiry) if statement.counts]
        )
        found = {
            heading.key: ([len(cluster.stated) for cluster in heading.clusters], len(heading.loose.stated))
            for heading in headed
        }
        assert found == {
            "form": ([2, 3, 2], 0),
            "duration": ([2, 2, 2, 3], 0),
            "agenda": ([2, 3, 2], 0),
            "other": ([], 1),
        }
        assert len({statement.member.code for heading in headed for statement in heading.stated}) == 12

    def test_rule_13_67_items_in_two_lists_are_answered_yes_or_no(self) -> None:
        found = came_back(1005)
        assert Counter(question.listing for question in found.questions) == {"urgent": 14, "deferred": 53}
        assert found.counts == {Status.COUNTED: 38, Status.LATE: 2, Status.CONFLICT: 1, Status.MISSING: 7}
        assert all(sum(said.values()) == 38 for said in number_of(found).values())
        assert number_of(found)["urgent", 11] == {"yes": 35, "no": 3}
        assert number_of(found)["deferred", 18] == {"yes": 12, "no": 26}
        missing = {row.member.code for row in found.rows if row.status is Status.MISSING}
        assert missing == {"AZ", "BS", "DZ", "KW", "PY", "SV", "UG"}

    def test_rule_18_three_came_late_and_the_chair_accepted_one_of_them(self) -> None:
        late = ReplyVersion.objects.filter(reply__enquiry__letter__number=1005, received_at__gt=END)
        assert {row.reply.member.code: row.reply.status for row in late.select_related("reply__member")} == {
            "RW": "late",
            "PH": "late",
            "PK": "counted",
        }
        accepted = reply_of("PK").counted
        assert accepted is not None
        assert accepted.accepted_at == datetime(2020, 5, 27, 7, tzinfo=UTC)
        assert reply_of("PK").why["code"] == "late_accepted"

    def test_rule_22_one_is_in_conflict_and_counts_for_nobody(self) -> None:
        reply = reply_of("MX")
        assert (reply.status, reply.counted, reply.why["rule"]) == ("conflict", None, 22)
        assert [row.channel for row in reply.versions.all()] == ["online", "mail"]
        advice = read_advice(Consultation.objects.get())
        assert "MX" not in advice.said

    def test_one_changed_twice_and_its_third_version_counts(self) -> None:
        reply = reply_of("KR")
        versions = list(reply.versions.all())
        assert [row.receipt for row in versions] == [f"DM-20/1005-KR-{number}" for number in (1, 2, 3)]
        assert [row.received_at for row in versions] == sorted(row.received_at for row in versions)
        assert reply.counted == versions[-1]
        assert len({tuple(row.choices.items()) for row in versions}) == 3
        assert reply.enquiry.questions.count() == 67 == len(versions[0].choices)

    def test_rule_21_one_was_entered_from_paper_with_its_source_and_confirmed_by_another(self) -> None:
        counted = reply_of("GH").counted
        assert counted is not None
        assert (counted.channel, counted.person) == ("paper", None)
        assert counted.source is not None
        with counted.source.file.open("rb") as source:
            assert b"MADE UP" in source.read()
        assert counted.entered_by != counted.confirmed_by
        assert counted.received_at < END
        assert counted.confirmed_at is not None

    def test_rule_14_candidates_have_reasons_and_the_chair_confirmed_five(self) -> None:
        consultation = Consultation.objects.get()
        advice = read_advice(consultation)
        asked_for = {
            (assessment.item.listing, assessment.item.number): assessment
            for assessment in assessments(consultation, advice)
            if assessment.item.listing == files.DEFERRED and assessment.asked.yes
        }
        assert {
            key[1]: (len(assessment.asked.yes), assessment.decision.reason.code)
            for key, assessment in asked_for.items()
        } == {
            2: (1, "removed_by_chair"),
            9: (2, "removed_by_chair"),
            18: (12, "confirmed_by_chair"),
            19: (11, "confirmed_by_chair"),
            26: (6, "confirmed_by_chair"),
            33: (3, "not_confirmed_yet"),
            37: (5, "confirmed_by_chair"),
            44: (1, "confirmed_by_chair"),
        }
        assert {assessment.candidate.reason.code for assessment in asked_for.values()} == {"asked_for"}
        assert asked_for["deferred", 44].asked.yes == ("PK",)
        urgent = [
            assessment for assessment in assessments(consultation, advice) if assessment.item.listing == files.URGENT
        ]
        assert {assessment.decision.reason.code for assessment in urgent} == {"urgent_stays"}
        assert set(urgent[10].asked.no) == {"AR", "CN", "IN"}

    def test_rule_20_the_agenda_is_published_in_its_revision(self) -> None:
        rows = AgendaPublication.objects.filter(kind=AgendaPublication.Kind.AGENDA).order_by("revision")
        first, revised = rows
        assert [row.symbol for row in rows] == ["AGENDA-2020", "AGENDA-2020/Rev.1"]
        assert (len(first.content["items"]), len(revised.content["items"])) == (18, 19)
        added = {(item["listing"], item["number"]) for item in revised.content["items"]} - {
            (item["listing"], item["number"]) for item in first.content["items"]
        }
        assert added == {("deferred", 44)}
        assert revised.what_changes
        assert revised.changes

    def test_rule_16_19_items_fit_into_four_days_of_12_to_15(self) -> None:
        row = AgendaPublication.objects.get(kind=AgendaPublication.Kind.TIME_PLAN)
        assert row.content["left"] == []
        assert row.content["agenda"] == "AGENDA-2020/Rev.1"
        sittings = row.content["sittings"]
        opens = [datetime.fromisoformat(sitting["opens"]) for sitting in sittings]
        assert [moment.date() for moment in opens] == [date(2020, 6, day) for day in (9, 10, 11, 12)]
        for sitting, opening in zip(sittings, opens, strict=True):
            assert opening.time() == time(12)
            assert opening.utcoffset() == timedelta(hours=2)
            assert datetime.fromisoformat(sitting["closes"]).time() == time(15)
            assert datetime.fromisoformat(sitting["slots"][-1]["ends"]).time() <= time(15)
        assert [slot["position"] for sitting in sittings for slot in sitting["slots"]] == list(range(1, 20))
        held = Consultation.objects.get().sittings.filter(kind="sitting")
        planned = [list(sitting.planned.order_by("position")) for sitting in held]
        assert [len(items) for items in planned] == [len(sitting["slots"]) for sitting in sittings]

    def test_each_act_stands_in_the_journal_with_its_moment_of_2020(self) -> None:
        acts = Counter(Entry.objects.values_list("act", flat=True))
        assert acts["letter.send"] == 2
        assert acts["reply.give"] == 36 + 42
        assert (acts["reply.enter"], acts["reply.confirm"], acts["reply.accept"]) == (2, 2, 1)
        assert all(entry.at.year == 2020 for entry in Entry.objects.all())

    def test_annex_1_was_drawn_up_from_the_replies_and_edited_before_it_went_out(self) -> None:
        annex = letter(1005).annexes.get(number=1)
        texts = {text.language: text for text in Enquiry.objects.get(letter__number=1004).summary.texts.all()}
        assert set(texts) == set(LANGUAGES)
        for text in annex.texts.all():
            drawn = texts[text.language]
            assert (drawn.title, drawn.body) == (text.title, text.body)
            assert drawn.edited
            assert "36" in drawn.drawn_body

    def test_what_is_generated_has_the_parts_of_the_annex_that_went_out(self) -> None:
        texts = {text.language: text for text in Enquiry.objects.get(letter__number=1004).summary.texts.all()}
        for text in letter(1005).annexes.get(number=1).texts.all():
            went_out, generated = parts(text.body), parts(texts[text.language].drawn_body)
            # The annex begins by saying that its replies are made up.
            assert went_out[:2] == ["words", "bullet"]
            assert generated[:5] == went_out[1:6] == ["bullet"] * 5, text.language
            assert generated[5:-2] == went_out[6:], text.language
            # One condition concerned none of the three headings of the letter.
            assert generated[-2:] == ["heading", "bullet" if text.language == "en" else "words"], text.language
            assert under_headings(text.body) <= under_headings(texts[text.language].drawn_body), text.language

    def test_five_annexes_of_which_the_fourth_lists_the_67_items(self) -> None:
        kinds = [annex.kind for annex in letter(1005).annexes.all()]
        text, questions = Annex.Kind.TEXT.value, Annex.Kind.QUESTIONS.value
        assert kinds == [text, text, text, questions, text]
        of_french = version(letter(1005), "fr")
        assert of_french is not None
        fourth = of_french.annexes[3].questions
        assert fourth is not None
        assert [len(lines) for _heading, lines in fourth.lists] == [14, 53]

    def test_annexes_1_and_4_come_out_for_word_in_six_languages(self) -> None:
        for language in LANGUAGES:
            made = version(letter(1005), language)
            assert made is not None
            opened = Document(io.BytesIO(paper(made, LetterPaper.Kind.DOCX)))
            paragraphs = "\n".join(paragraph.text for paragraph in opened.paragraphs)
            cells = "\n".join(cell.text for table in opened.tables for row in table.rows for cell in row.cells)
            replied, _item, first, last = SAYS[language]
            assert replied in paragraphs, language
            assert first in cells, language
            assert last in cells, language
            assert sum(len(table.rows) for table in opened.tables) == 67 + 2

    def test_annexes_1_and_4_come_out_as_pdf_in_six_languages(self) -> None:
        for language in LANGUAGES:
            made = version(letter(1005), language)
            assert made is not None
            said = text_of(paper(made, LetterPaper.Kind.PDF))
            assert said.count("\f") >= 9, language
            text = "".join(said.split())
            assert text.count("C20/") >= 63, language
            if language != "ar":  # its letters come out joined, as they are drawn
                assert "".join(SAYS[language][0].split()) in text, language
                assert "".join(SAYS[language][1].split()) in text, language

    def test_it_reads_in_every_language(self) -> None:
        titles = set()
        for language in LANGUAGES:
            with translation.override(translation.get_supported_language_variant(language)):
                made = version(letter(1005), language)
                assert made is not None
                titles.add(made.annexes[0].title)
        assert len(titles) == 6


@pytest.mark.django_db
def test_loading_it_again_changes_nothing() -> None:
    seed.load()
    before = list(Entry.objects.values_list("pk", flat=True))
    seed.load()
    assert list(Entry.objects.values_list("pk", flat=True)) == before
