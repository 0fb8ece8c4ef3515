"""The seed without its letters: whole, marked, and safe to load again."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils import translation
from pypdf import PdfReader

from hemicycle.agenda.models import Item
from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.record import DocumentRecord
from hemicycle.ops import seed
from hemicycle.ops.seed import correspondence, letter_files
from hemicycle.people import queries as people
from hemicycle.people import voting
from hemicycle.people.member_names import member_name
from hemicycle.people.models import FocalPoint, Member, MemberName, Person, Registration
from hemicycle.people.state_names import cldr_name
from hemicycle.rules.capacity import Capacity, Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.registration import may_register
from hemicycle.sittings.models import Sitting
from tests.classes import COUNCIL, COUNCIL_STATE, OBSERVER_PALESTINE, OBSERVER_STATE, SECTOR_MEMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

FIRST = datetime(2020, 6, 9, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - opens the database
    """Once for all tests here, each of which takes back what it does.

    The letters and what follows from them take most of the time; ``test_loading_again`` and ``test_seed_case`` have
    those.
    """
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            load_without_letters(patch)
        yield
        transaction.set_rollback(True)


def load_without_letters(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(correspondence, "load", lambda _consultation: None)
    seed.load()


def consultation() -> Consultation:
    return Consultation.objects.get(slug="virtual-consultation-2020")


def test_what_has_changed_since_outlives_the_next_load(monkeypatch: pytest.MonkeyPatch) -> None:
    name = MemberName.objects.get(member__code="CZ", language="fr")
    name.checked = True
    name.save()
    Registration.objects.filter(person__email="elena.duarte@ar.example.org").update(status="withdrawn")
    load_without_letters(monkeypatch)
    name.refresh_from_db()
    assert name.checked
    assert Registration.objects.get(person__email="elena.duarte@ar.example.org").status == "withdrawn"


def test_names_that_were_recalled_keep_their_mark() -> None:
    recalled = MemberName.objects.filter(source="recall-check")
    assert recalled.count() == 31
    assert not recalled.filter(checked=True).exists()
    published = MemberName.objects.filter(source="itu-PR38")
    assert sorted(published.values_list("member__code", "language")) == [
        (code, "en") for code in ("CI", "CZ", "IR", "KR", "RU", "TR")
    ]
    assert not published.filter(checked=False).exists()


def test_a_name_that_cldr_gives_is_not_stored() -> None:
    names = list(MemberName.objects.exclude(source="made-up").filter(since=None).select_related("member"))
    assert len(names) == 37
    for kept in names:
        assert kept.name != cldr_name(kept.member.code, kept.language)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("TR", "en", "Turkey"),
        ("TR", "fr", "Turquie"),
        ("KR", "ru", "Республика Корея"),
        ("CI", "zh", "科特迪瓦"),
        ("PS", "ar", "دولة فلسطين"),
        ("AE", "ru", "Объединенные Арабские Эмираты"),
        ("NO", "es", "Noruega"),
        ("sm-meridian", "fr", "Meridian Satellite Alliance"),
    ],
)
def test_names_in_six_languages(code: str, language: str, name: str) -> None:
    assert member_name(Member.objects.get(code=code), language, on=FIRST.date()) == name


def test_a_state_that_took_another_name_after_2020_is_called_by_it_today() -> None:
    turkey = Member.objects.get(code="TR")
    assert [member_name(turkey, language) for language in ("en", "fr")] == ["Türkiye", "Türkiye"]


def test_48_council_states_then_and_in_a_demonstration_of_today() -> None:
    for day in (FIRST.date(), datetime.now(tz=UTC).date()):
        assert len(voting.voters(Consultation.objects.get(), day)) == 48


def test_everybody_is_made_up_and_has_a_class_or_role() -> None:
    assert not Person.objects.filter(made_up=False).exists()
    assert all(person.email.endswith((".example.org", ".example.net")) for person in Person.objects.all())
    assert not any(person.has_usable_password() for person in Person.objects.all())
    rows = Registration.objects.filter(status="confirmed").select_related("member")
    counted: dict[Capacity, int] = {}
    for row in rows:
        capacity = people.capacity(row, COUNCIL, FIRST.date())
        counted[capacity] = counted.get(capacity, 0) + 1
    assert counted == {
        COUNCIL_STATE: 96,
        OBSERVER_STATE: 12,
        OBSERVER_PALESTINE: 2,
        SECTOR_MEMBER: 9,
        Role.CHAIR: 1,
        Role.VICE_CHAIR: 1,
        Role.SECRETARIAT: 3,
        Role.TECHNICIAN: 2,
        Role.INTERPRETER: 12,
    }
    booths = [row.booth_languages for row in rows if row.role == "interpreter"]
    assert sorted(booths) == sorted([code] for code in LANGUAGES for _seat in range(2))


def test_family_names_are_words_of_names_and_zones_exist() -> None:
    everybody = list(Person.objects.all())
    assert len(everybody) > 138
    for person in everybody:
        assert person.family_name
        assert person.family_name in person.name
        person.clean_fields(exclude=["password"])


def test_rule_1_each_member_has_one_focal_point_at_most_and_registrations_stand_everywhere() -> None:
    focal_points = FocalPoint.objects.select_related("member", "person")
    assert len({row.member_id for row in focal_points}) == len(focal_points)
    assert all(row.person.registrations.get().member_id == row.member_id for row in focal_points)
    counted = Counter(Registration.objects.values_list("status", flat=True))
    assert counted == {"confirmed": 138, "pending": 9, "endorsed": 6, "waiting": 3, "withdrawn": 2, "refused": 1}


def test_rule_3_three_confirmed_representatives_for_each_sector() -> None:
    for sector in "RTD":
        assert Registration.objects.filter(member__group=sector, status="confirmed").count() == 3


def test_the_items_of_annex_4() -> None:
    urgent = Item.objects.filter(listing="urgent")
    assert [item.position for item in urgent] == list(range(1, 15))
    assert Item.objects.filter(listing="deferred").count() == 53
    assert Item.objects.filter(document=None).count() == 4
    sixth = urgent.get(number=6)
    assert sixth.document is not None
    assert (sixth.document.symbol, sixth.document.contains) == ("C20/16", ["decision"])
    assert sixth.title["zh"] == "卫星网络申报处理的成本回收(第482号决定(修订版))"
    report = Item.objects.get(listing="deferred", number=26).document
    assert report is not None
    assert report.contains == ["decision", "resolution", "financial-regulations"]


@pytest.mark.parametrize(("listing", "count"), [("urgent", 14), ("deferred", 53)])
def test_titles_in_six_languages_all_but_the_letters_own_marked(listing: str, count: int) -> None:
    items = list(Item.objects.filter(listing=listing))
    assert len(items) == count
    for item in items:
        assert set(item.title) == set(LANGUAGES)
        assert all(item.title.values())
        assert set(item.unchecked) == set(LANGUAGES) - {"zh"}


def test_four_sittings_of_three_hours_in_geneva() -> None:
    sittings = list(consultation().sittings.filter(kind="sitting"))
    assert [sitting.opens_at for sitting in sittings] == [FIRST + timedelta(days=day) for day in range(4)]
    assert {sitting.closes_at - sitting.opens_at for sitting in sittings} == {timedelta(hours=3)}
    assert {sitting.state for sitting in sittings} == {SittingState.PLANNED.value}
    assert all(sitting.presiding and sitting.presiding.role == "vice_chair" for sitting in sittings)


def test_the_test_of_the_platform_is_on_the_day_of_the_letter() -> None:
    session = consultation().sittings.get(kind="test")
    assert session.opens_at.astimezone(consultation().zone).isoformat() == "2020-05-29T12:00:00+02:00"
    assert (session.closes_at - session.opens_at, session.planned.count()) == (timedelta(hours=1), 0)


def test_the_demonstration_is_now_and_stays_the_same_until_it_ends() -> None:
    now = datetime(2026, 11, 25, 9, 33, 17, tzinfo=UTC)
    first = seed.demonstration_sitting(now)
    assert first.kind == "demonstration"
    assert first.presiding is not None
    assert first.presiding.role == "vice_chair"
    assert (first.number, first.opens_at) == (1, datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    assert first.closes_at - first.opens_at == timedelta(hours=3)
    assert seed.demonstration_sitting(now + timedelta(hours=2)).opens_at == first.opens_at
    moved = seed.demonstration_sitting(now + timedelta(days=1))
    assert (moved.pk, moved.opens_at) == (first.pk, first.opens_at + timedelta(days=1))
    Sitting.objects.filter(pk=first.pk).update(state=SittingState.ENDED.value)
    assert seed.demonstration_sitting(now + timedelta(days=2)).number == 2


def test_people_register_for_the_demonstration_alone_of_what_is_over() -> None:
    now = datetime(2026, 11, 25, 9, 33, 17, tzinfo=UTC)
    assert isinstance(may_register(consultation().opening, now, invited=True), Refused)
    seed.demonstration_sitting(now)
    assert isinstance(may_register(consultation().opening, now, invited=True), Allowed)


def test_the_demonstration_asks_once_until_its_deadline_is_over() -> None:
    now = datetime(2026, 11, 25, 9, 33, 17, tzinfo=UTC)
    asked = seed.demonstration_enquiry(now)
    assert (asked.letter.symbol, asked.letter.state) == ("DM-26/1", "sent")
    assert {text.language for text in asked.letter.texts.all()} == set(LANGUAGES)
    assert not any("{" in text.body for text in asked.letter.texts.all())
    assert "http" in asked.letter.texts.get(language="en").body
    assert asked.letter.mailing is not None
    assert set(asked.letter.mailing.deliveries.values_list("state", flat=True)) == {"queued"}
    question = asked.questions.get()
    assert [set(option.label) for option in question.options.all()] == [set(LANGUAGES)] * 3
    assert seed.demonstration_enquiry(now + timedelta(days=9)).pk == asked.pk
    later = seed.demonstration_enquiry(now + timedelta(days=11))
    assert (later.letter.symbol, later.pk == asked.pk) == ("DM-26/2", False)


def test_the_documents_of_the_demonstration_have_files_that_say_that_they_are_made_up() -> None:
    now = datetime(2026, 11, 25, 9, 33, 17, tzinfo=UTC)
    before = Document.objects.count()
    made = seed.demonstration_documents(now)
    assert made == before + 5 * 4
    file = DocumentFile.objects.filter(language="en").earliest("pk")
    assert file.upload is not None
    with file.upload.file.open("rb") as content:
        paper = PdfReader(content)
        assert [("Made up for a demonstration." in page.extract_text()) for page in paper.pages] == [True, True]
    standings = Counter(row.standing(now).value for row in Document.objects.all())
    assert standings == {"posted": before + 2, "embargoed": 1, "withdrawn": 1}
    marks = Document.objects.exclude(base=None).order_by("pk").values_list("symbol", flat=True)
    assert [symbol.partition("(")[2] for symbol in marks] == ["Rev.1)", "Corr.1)"]
    information = Document.objects.filter(series="information").order_by("pk")
    assert list(information.values_list("symbol", flat=True)) == ["C20/INF/1", "C20/INF/2"]
    assert seed.demonstration_documents(now) == 0


def test_documents_are_as_a_page_or_an_import_keeps_them() -> None:
    """C20/54 once was not: it carried a resolution before a decision, and its copy made by pages the other way."""
    records = [DocumentRecord.of(row) for row in Document.objects.all()]
    contents = contents_of(Consultation.objects.get(documents__symbol="C20/54"))
    assert len(records) > 60
    assert [record.symbol for record in records if record != record.cleaned(contents)] == []


@pytest.mark.parametrize("name", ["dm-20-1004", "hours"])
def test_a_letter_of_the_secretary_general_names_the_person_in_each_language(name: str) -> None:
    titles = {language: text.signatory_title for language, text in letter_files.letter(name).items()}
    assert titles == {
        "ar": "الأمين العام",
        "en": "Secretary-General",
        "es": "El Secretario General",
        "fr": "Le Secrétaire général",
        "ru": "Генеральный секретарь",
        "zh": "秘书长",
    }
