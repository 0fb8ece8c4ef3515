"""A language version is added to a letter that was sent, when its translation arrives (rules 20 and 40)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import issued, letter_queries
from hemicycle.correspondence.actions import annexes, correcting, issuing, letters, papers, revoking, sending
from hemicycle.correspondence.actions import language_versions as versions
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.acknowledging import acknowledge_by_link
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.issuing import Sending
from hemicycle.correspondence.actions.language_versions import VersionWords
from hemicycle.correspondence.models import Acknowledgement, Annex, LanguageVersion, Letter
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact
from hemicycle.rules.versions import Change
from hemicycle.web.replies.answer_sheet import sheet
from tests.correspondence.conftest import END, NOW
from tests.correspondence.test_letters import (
    COUNCIL,
    HEAD,
    ITEMS,
    code,
    member,
    reached,
    secretariat,
    send,
    written,
)

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]
LATER = NOW + timedelta(days=1)
IN_ENGLISH = {"zh": "en", "ar": "en"}
ZH = VersionWords("主题", "{symbol} 的正文")


@pytest.fixture
def chinese(reached: World) -> World:
    """Japan reads Chinese, at two contacts; Ghana has a contact that reads English."""
    Contact.objects.filter(member=member("JP")).update(language="zh")
    Contact.objects.create(member=member("JP"), name="Mission", email="mission@gov.example", language="zh")
    return reached


def whole(letter: Letter) -> Letter:
    return letter_queries.whole().get(pk=letter.pk)


def stood_in(world: World, by: Performer, **more: object) -> Letter:
    """A letter in English and French, with an annex; English went out for Chinese and Arabic."""
    made = written(world, by, tuple(code for code in LANGUAGES if code not in IN_ENGLISH), **more)  # type: ignore[arg-type]
    here = {code: AnnexWords("Report", "Words") for code in LANGUAGES if code not in {"zh", "ar", "ru"}}
    annexes.add(made, by, NOW, Annex.Kind.TEXT, here)
    return whole(send(made, by, stand_ins={**IN_ENGLISH, "1.ru": "en"}))


def add(letter: Letter, by: Performer, words: VersionWords = ZH, language: str = "zh") -> LanguageVersion:
    return versions.write(letter, language, by, LATER, words)


def full(letter: Letter) -> VersionWords:
    annex = letter.annexes.get()
    return VersionWords(ZH.subject, ZH.body, annexes={annex.pk: AnnexWords("报告", "{date} 的报告")})


def issue(letter: Letter, by: Performer, language: str = "zh", at: object = LATER, **more: object) -> LanguageVersion:
    version = versions.find(whole(letter), language)
    assert version
    looked = issuing.check(version, LATER)
    return issuing.send(letter, language, by, at, Sending(expected=len(looked.recipients), **more))  # type: ignore[arg-type]


def test_what_can_be_added_is_what_went_out_in_another_language(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    assert issued.addable(letter) == ["ar", "zh", "ru"]
    assert issued.lacking(letter, "zh").text
    russian = issued.lacking(letter, "ru")
    assert (russian.text, [annex.number for annex in russian.annexes]) == (False, [1])
    assert not issued.lacking(letter, "fr")


def test_rule_20_nothing_is_added_where_no_other_language_stood_in_or_twice(
    chinese: World, secretariat: Performer
) -> None:
    draft = written(chinese, secretariat, ("en",))
    assert code(lambda: add(draft, secretariat)) == "letter_not_sent"
    letters.discard(draft, secretariat, NOW)
    letter = stood_in(chinese, secretariat)
    assert code(lambda: add(letter, secretariat, language="fr")) == "language_went_out"
    assert code(lambda: add(letter, secretariat, language="de")) == "language_went_out"
    add(letter, secretariat, full(letter))
    issue(letter, secretariat)
    assert code(lambda: add(letter, secretariat)) == "language_added_already"
    assert code(lambda: issuing.send(letter, "zh", secretariat, LATER, Sending(2))) == "language_added_already"
    assert code(lambda: versions.discard(letter, "zh", secretariat, LATER)) == "language_added_already"


def test_it_goes_to_those_alone_who_read_it(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    before = set(Delivery.objects.values_list("pk", flat=True))
    add(letter, secretariat, full(letter))
    row = issue(letter, secretariat)
    mails = Delivery.objects.exclude(pk__in=before)
    assert {(mail.address, mail.language, mail.mailing_id) for mail in mails} == {
        ("jp@gov.example", "zh", row.mailing_id),
        ("mission@gov.example", "zh", row.mailing_id),
    }
    assert not mails.exclude(next_at=None).exists()
    assert papers.release(row, LATER) == 2
    assert papers.release(row, LATER) == 0
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place) == ("letter.send", f"letter:{letter.pk}")
    assert entry.data == {
        "did": "language version",
        "letter": "DM-20/1005",
        "language": "zh",
        "mails": 2,
        "copies": 0,
        "members": ["JP"],
        "without_reader": [],
        "stand_ins": {},
    }


def test_a_member_that_got_the_letter_in_its_own_language_gets_no_second_one(
    chinese: World, secretariat: Performer
) -> None:
    letter = stood_in(chinese, secretariat)
    Contact.objects.filter(member=member("GH")).update(language="zh")
    version = add(letter, secretariat, full(letter))
    looked = issuing.check(version, LATER)
    assert {to.member.code for to in looked.recipients if to.member} == {"JP"}


def test_a_member_for_which_nobody_reads_it_any_more_is_named(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    Contact.objects.filter(member=member("JP")).delete()
    version = add(letter, secretariat, full(letter))
    looked = issuing.check(version, LATER)
    assert [row.code for row in looked.without_reader] == ["JP"]
    assert code(lambda: issue(letter, secretariat)) == "letter_without_address"
    row = issue(letter, secretariat, known_without_reader=frozenset({"JP"}))
    assert row.mailing
    assert not row.mailing.deliveries.exists()


def test_it_goes_to_as_many_as_were_shown(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    add(letter, secretariat, full(letter))
    act = lambda: issuing.send(letter, "zh", secretariat, LATER, Sending(expected=1))  # noqa: E731
    assert code(act) == "version_shown_others"
    assert not LanguageVersion.objects.get().sent


def test_rule_20_it_never_changes_once_sent_and_the_letter_is_as_it_was(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    rows = list(Letter.objects.filter(pk=letter.pk).values()), list(letter.texts.values())
    add(letter, secretariat, full(letter))
    row = issue(letter, secretariat)
    assert (row.subject, row.body) == ("主题", "DM-20/1005 的正文")
    assert row.annexes.get().body == "2020年5月14日 的报告"
    assert (list(Letter.objects.filter(pk=letter.pk).values()), list(letter.texts.values())) == rows
    for change in (
        lambda: LanguageVersion.objects.filter(pk=row.pk).update(body="Other"),
        lambda: LanguageVersion.objects.filter(pk=row.pk).delete(),
        lambda: row.annexes.update(body="Other"),
        lambda: row.annexes.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_readers_get_it_from_then_on(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    assert issued.issued(letter).languages == ["en", "fr", "ru", "es"]
    add(letter, secretariat, full(letter))
    assert issued.issued(whole(letter)).stand_in("zh") == "en"
    issue(letter, secretariat)
    now = issued.issued(whole(letter))
    assert now.languages == ["zh", "en", "fr", "ru", "es"]
    assert now.stand_in("zh") == "zh"
    assert now.stand_in("zh", part="1") == "zh"
    assert now.subjects["zh"] == "主题"
    assert issued.as_sent(whole(letter)).stand_in("zh") == "en"
    assert issued.addable(whole(letter)) == ["ar", "ru"]


def test_a_letter_of_which_an_annex_alone_was_missing_keeps_its_text(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    annex = letter.annexes.get()
    words = VersionWords("Ignored", "Ignored", annexes={annex.pk: AnnexWords("Отчет", "Слова")})
    row = add(letter, secretariat, words, "ru")
    assert (row.subject, row.body) == ("", "")
    issue(letter, secretariat, "ru")
    now = issued.issued(whole(letter))
    text, own = now.text("ru"), now.annex(annex, "ru")
    assert text
    assert text.body == "Text ru of DM-20/1005"
    assert own
    assert own.title == "Отчет"


def test_what_is_still_missing_is_ticked_and_stays_in_the_other_language(
    chinese: World, secretariat: Performer
) -> None:
    letter = stood_in(chinese, secretariat)
    add(letter, secretariat)
    assert code(lambda: issue(letter, secretariat)) == "version_doubts"
    row = issue(letter, secretariat, known_doubts=frozenset({"version_annexes_missing"}))
    assert row.stand_ins == {"1.zh": "en"}
    assert issued.issued(whole(letter)).stand_in("zh", part="1") == "en"


def test_questions_without_words_are_named_and_may_be_given_them(chinese: World, secretariat: Performer) -> None:
    made = written(chinese, secretariat, ("en",))
    asking.ask(made, secretariat, NOW, ITEMS)
    stand_ins = {language: "en" for language in LANGUAGES if language != "en"}
    letter = whole(send(made, secretariat, stand_ins=stand_ins))
    question = letter.enquiry.questions.get()
    add(letter, secretariat)
    assert code(lambda: issue(letter, secretariat)) == "version_doubts"
    version = versions.find(letter, "zh")
    said = {issued.question_key(question): "项目一", "q0": "Nothing of this letter"}
    add(letter, secretariat, VersionWords(ZH.subject, ZH.body, questions=said, seen=versions.digest_of(version)))
    row = issue(letter, secretariat)
    assert row.questions == {f"q{question.pk}": "项目一"}
    assert row.stand_ins == {}
    (line,) = sheet(letter.enquiry, [question], {}).rows
    assert line.title == "Item 1"
    with translation.override("zh-hans"):
        (line,) = sheet(letter.enquiry, [question], {}).rows
        assert line.title == "项目一"


def test_it_is_filled_in_with_the_deadline_of_the_letters_own_day(chinese: World, secretariat: Performer) -> None:
    made = written(chinese, secretariat, ("en",))
    asking.ask(made, secretariat, NOW, ITEMS)
    stand_ins = {language: "en" for language in LANGUAGES if language != "en"}
    letter = whole(send(made, secretariat, stand_ins=stand_ins))
    correction = Correction(
        Change.CORRIGENDUM, {"en": "The deadline"}, date(2020, 5, 21), changes_deadline=True, new_day=date(2020, 5, 26)
    )
    extension = correcting.correct(letter, secretariat, LATER, correction)
    letters.write(
        extension,
        secretariat,
        LATER,
        {
            text.language: letters.Words(text.subject, text.body, "checked", letters.digest(text.subject, text.body))
            for text in extension.texts.all()
        },
    )
    looked = sending.check(whole(extension), LATER)
    assert not looked.problems
    held = {gap.key: "en" for gap in looked.gaps}
    sending.send(extension, secretariat, LATER, sending.Sending(held, expected=len(looked.recipients)))
    add(letter, secretariat, VersionWords("主题", "{deadline}"))
    version = versions.find(whole(letter), "zh")
    assert version
    codes = {doubt.code for doubt in issuing.check(version, LATER).doubts}
    assert {"letter_corrected_since", "deadline_extended_since", "version_questions_missing"} == codes
    assert code(lambda: issue(letter, secretariat)) == "version_doubts"
    row = issue(letter, secretariat, known_doubts=frozenset(codes))
    assert "5月22日" in row.body
    assert row.later == {"corrected": ["DM-20/1005/Corr.1"], "extended": ["DM-20/1005/Corr.1"]}
    # A version of the letter that extends it gives the new deadline, as that letter does.
    extending = whole(extension)
    add(extending, secretariat, VersionWords("主题", "正文"))
    assert code(lambda: issue(extending, secretariat)) == "new_deadline_not_named"
    before = versions.digest_of(versions.find(extending, "zh"))
    add(extending, secretariat, VersionWords("主题", "{new_deadline}", seen=before))
    found = versions.find(extending, "zh")
    assert found
    assert not issuing.check(found, LATER).problems


def test_a_late_translation_of_what_is_over_is_sent_by_whoever_knows(asked: Asked) -> None:
    by = asked.performer("secretariat")
    world, after = asked.world, END + timedelta(days=1)
    Contact.objects.create(member=member("GH"), name="Office", email="gh@gov.example", language="zh")
    made = written(world, by, ("en",), head=letters.Head("DM-20", 1009, date(2020, 5, 14), COUNCIL, "Dr. A"))
    asking.ask(made, by, NOW, ITEMS)
    stand_ins = {language: "en" for language in LANGUAGES if language != "en"}
    letter = whole(send(made, by, stand_ins=stand_ins))
    version = add(letter, by)
    codes = [doubt.code for doubt in issuing.check(version, after).doubts]
    assert codes == ["version_questions_missing", "enquiry_over_since"]


def test_a_correction_says_what_it_changes_in_the_language_added(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    correction = Correction(Change.CORRIGENDUM, {"en": "Paragraph 3"}, date(2020, 5, 20))
    made = correcting.correct(letter, secretariat, NOW, correction)
    made.texts.exclude(language="en").delete()
    made.texts.update(state="checked")
    stand_ins = {language: "en" for language in LANGUAGES if language != "en"}
    corrigendum = whole(send(made, secretariat, stand_ins=stand_ins))
    words = VersionWords("更正", "{symbol}: {what_changes}")
    add(corrigendum, secretariat, words)
    assert code(lambda: issue(corrigendum, secretariat)) == "version_without_changes"
    version = versions.find(corrigendum, "zh")
    with_changes = VersionWords(words.subject, words.body, "第3段", seen=versions.digest_of(version))
    add(corrigendum, secretariat, with_changes)
    assert issue(corrigendum, secretariat).body == "DM-20/1005/Corr.1: 第3段"
    assert issued.issued(whole(corrigendum)).what_changes == {"en": "Paragraph 3", "zh": "第3段"}


def test_the_text_is_as_sound_as_a_letters(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    assert code(lambda: add(letter, secretariat, VersionWords("主题", "{symbool}"))) == "mail_placeholder_unknown"
    assert code(lambda: add(letter, secretariat, VersionWords("主题", "{symbol"))) == "letter_brace_alone"
    assert code(lambda: add(letter, secretariat, VersionWords("主题", ""))) == "letter_half_written"
    assert code(lambda: add(letter, secretariat, VersionWords())) == "version_empty"
    assert code(lambda: add(letter, secretariat, VersionWords("x" * 301, "正文"))) == "letter_subject_too_long"
    assert not LanguageVersion.objects.exists()
    assert code(lambda: issuing.send(letter, "zh", secretariat, LATER, Sending(expected=0))) == "version_empty"
    annex = letter.annexes.get()
    add(letter, secretariat, VersionWords(annexes={annex.pk: AnnexWords("报告", "报告")}))
    assert code(lambda: issue(letter, secretariat)) == "version_without_text"
    version = versions.find(letter, "zh")
    add(letter, secretariat, VersionWords("主题", "{deadline}", seen=versions.digest_of(version)))
    assert code(lambda: issue(letter, secretariat)) == "deadline_of_nothing"


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    first = add(letter, secretariat)
    other = Performer(chinese["chair"].person)
    assert code(lambda: add(letter, other)) == "not_permitted"
    assert code(lambda: add(letter, secretariat, VersionWords("别的", "别的"))) == "letter_text_changed_meanwhile"
    seen = versions.digest_of(first)
    add(letter, secretariat, VersionWords("新的", "新的", seen=seen))
    assert code(lambda: add(letter, secretariat, VersionWords("第三", "第三", seen=seen))) == (
        "letter_text_changed_meanwhile"
    )
    assert LanguageVersion.objects.get().subject == "新的"


def test_a_draft_is_deleted_and_nothing_of_it_stays(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    add(letter, secretariat, full(letter))
    versions.discard(letter, "zh", secretariat, LATER)
    assert not LanguageVersion.objects.exists()
    assert Entry.objects.latest("pk").data["did"] == "language version discarded"


def test_its_mail_is_in_the_log_and_its_link_acknowledges_and_is_revoked(
    chinese: World, secretariat: Performer
) -> None:
    letter = stood_in(chinese, secretariat)
    add(letter, secretariat, full(letter))
    row = issue(letter, secretariat)
    found = [
        (fate.member.code, fate.language, len(fate.deliveries))
        for fate in letter_queries.fates(whole(letter), NOW.date())
    ]
    assert found == [("BR", "", 1), ("GH", "", 1), ("JP", "", 2), ("JP", "zh", 2)]
    assert row.mailing
    mail = row.mailing.deliveries.first()
    assert mail
    assert letter_queries.of_mailing(row.mailing.pk) == letter
    acknowledge_by_link(letter, mail, None, LATER)
    assert Acknowledgement.objects.get().member.code == "JP"
    revoking.revoke_link(letter, secretariat, LATER, mail.pk)
    mail.refresh_from_db()
    assert mail.link_revoked_at == LATER


def test_a_revision_begins_with_what_was_added(chinese: World, secretariat: Performer) -> None:
    letter = stood_in(chinese, secretariat)
    add(letter, secretariat, full(letter))
    issue(letter, secretariat)
    made = correcting.correct(letter, secretariat, LATER, Correction(Change.REVISION, {"en": "All"}, HEAD.dated))
    assert made.texts.get(language="zh").subject == "主题"
    assert made.annexes.get().texts.get(language="zh").title == "报告"
