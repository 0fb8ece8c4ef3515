"""The languages of a consultation and of a sitting are set, and what is in use stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.models import AgendaPublication
from hemicycle.correspondence.models import Letter, LetterText
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions.languages import Wanted, set_languages, set_languages_of_sittings
from hemicycle.sittings.models import Sitting, Turn
from hemicycle.sittings.queries import booths_of
from tests.factories import START
from tests.support.floor import ask, at, refused

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = pytest.mark.django_db

SIX = ("ar", "zh", "en", "fr", "ru", "es")


@pytest.fixture
def planned(world: World) -> World:
    """Its sitting is to come."""
    Sitting.objects.update(state=SittingState.PLANNED.value, presiding=None)
    return world


def by(world: World) -> Performer:
    return Performer(world["secretariat"].person)


def write(world: World, *documents: str, fallback: str = "", sittings: tuple[str, ...] = ()) -> bool:
    return set_languages(world.consultation.pk, by(world), at(0), Wanted(documents, fallback, sittings))


def refusal(world: World, *documents: str, fallback: str = "", sittings: tuple[str, ...] = ()) -> str:
    with pytest.raises(Refusal) as error:
        write(world, *documents, fallback=fallback, sittings=sittings)
    return refused(error)[1]


def test_they_are_set_in_their_order_with_an_entry_of_the_journal(planned: World) -> None:
    before = planned.sitting.sequence
    assert write(planned, "es", "en", "fr", fallback="fr", sittings=("fr", "en"))
    planned.consultation.refresh_from_db()
    kept = planned.consultation.languages
    assert (kept.documents, kept.last_resort, kept.of_sittings) == (("es", "en", "fr"), "fr", ("fr", "en"))
    planned.sitting.refresh_from_db()
    assert planned.sitting.sequence == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["did"]) == ("consultation.edit", "languages")
    assert entry.data["languages"][1]["documents"] == ["es", "en", "fr"]


def test_the_same_again_is_no_act(planned: World) -> None:
    entries = Entry.objects.count()
    assert write(planned, *SIX) is False
    assert Entry.objects.count() == entries
    assert write(planned, *SIX, "de", sittings=SIX), "documents alone change no sitting"
    planned.sitting.refresh_from_db()
    assert planned.sitting.languages == SIX


def test_none_too_many_and_a_fallback_of_another_consultation_are_refused(planned: World) -> None:
    assert refusal(planned) == "languages_number"
    assert refusal(planned, "en", fallback="fr") == "fallback_not_among"


def test_a_language_in_which_something_went_out_stays(planned: World) -> None:
    letter = Letter.objects.create(
        consultation=planned.consultation, series="DM", number=1, dated=START.date(), state=Letter.State.DRAFT
    )
    LetterText.objects.create(letter=letter, language="ru", subject="S", body="B")
    assert write(planned, "ar", "zh", "en", "fr", "es", sittings=SIX), "of a draft it may go"
    assert write(planned, *SIX)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT)
    assert refusal(planned, "en", "fr", sittings=SIX) == "language_written"


def test_a_language_in_which_a_paper_was_published_stays(planned: World) -> None:
    AgendaPublication.objects.create(
        consultation=planned.consultation,
        kind=AgendaPublication.Kind.AGENDA,
        base="A",
        content={"items": [{"title": {"zh": "一"}, "no": []}], "letter": []},
        published_at=START,
        published_by=planned["secretariat"].person,
    )
    assert refusal(planned, "en", "fr", sittings=SIX) == "language_written"
    assert write(planned, "zh", "en", sittings=SIX)
    document = Document.objects.filter(consultation=planned.consultation).earliest("pk")
    DocumentFile.objects.create(
        document=document,
        language="en",
        link="https://example.org/",
        at=START,
        by=planned["secretariat"].person,
    )
    assert refusal(planned, "zh", sittings=SIX) == "language_written"


def test_a_language_that_was_spoken_or_is_interpreted_stays(planned: World) -> None:
    assert refusal(planned, *SIX, sittings=("en", "es")) == "language_spoken", "interpreters into French"
    Registration.objects.filter(role="interpreter").update(status="withdrawn")
    assert write(planned, *SIX, sittings=("en", "es"))
    Sitting.objects.update(state=SittingState.OPEN.value)
    ask(planned, "br", 1)
    Sitting.objects.update(state=SittingState.ENDED.value)
    assert Turn.objects.get().language == "en"
    assert refusal(planned, *SIX, sittings=("es", "fr")) == "language_spoken"


def test_no_booth_comes_or_goes_while_the_sitting_is_open(world: World) -> None:
    assert refusal(world, *SIX, sittings=(*SIX, "de")) == "booths_in_sitting"
    assert write(world, "es", "ru", "fr", "en", "zh", "ar"), "their order may change"


def test_a_sitting_has_others_or_again_those_of_the_consultation(planned: World) -> None:
    key, person = planned.sitting.pk, by(planned)

    def to(*codes: str) -> int:
        return set_languages_of_sittings(planned.consultation.pk, person, at(0), {key: codes})

    assert to("en", "fr", "de") == 1
    assert booths_of(planned.consultation) == [*SIX, "de"]
    planned.sitting.refresh_from_db()
    assert planned.sitting.languages == ("en", "fr", "de")
    assert to("en", "fr", "de") == 0
    assert write(planned, *SIX, sittings=("en",)), "French is spoken in the sitting that has its own"
    with pytest.raises(Refusal) as error:
        to("en", "de")
    assert refused(error)[1] == "language_spoken"
    Registration.objects.filter(role="interpreter").update(status="withdrawn")
    assert to() == 1
    planned.sitting.refresh_from_db()
    assert (planned.sitting.own_languages, planned.sitting.booths) == ([], ())


def test_the_last_booth_of_somebody_does_not_go_by_taking_it_from_all_sittings_at_once(planned: World) -> None:
    first = planned.sitting
    opens = first.opens_at + timedelta(days=1)
    second = planned.consultation.sittings.create(number=2, opens_at=opens, closes_at=opens + timedelta(hours=3))

    def to(keys: tuple[int, ...]) -> int:
        wanted = dict.fromkeys(keys, ("en", "es"))
        return set_languages_of_sittings(planned.consultation.pk, by(planned), at(0), wanted)

    with pytest.raises(Refusal) as error:
        to((first.pk, second.pk))
    assert refused(error)[1] == "language_spoken", "interpreters into French"
    assert not Sitting.objects.exclude(own_languages=[]).exists()
    assert to((first.pk,)) == 1


def test_a_sitting_that_is_gone_or_goes_on_is_refused(world: World) -> None:
    for key, code in ((world.sitting.pk, "booths_in_sitting"), (0, "no_such_sitting")):
        with pytest.raises(Refusal) as error:
            set_languages_of_sittings(world.consultation.pk, by(world), at(0), {key: ("en",)})
        assert error.value.reason.code == code
