"""The headings under which Members file conditions are settings of a consultation, and it may have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.condition_headings import MOST_HEADINGS, ConditionHeading, headings_of
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.correspondence import results, summaries
from hemicycle.correspondence.actions import conditions, enquiries, replies
from hemicycle.correspondence.actions import summaries as acts
from hemicycle.correspondence.actions.headings import HEADINGS
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.conditions import sorted_conditions, stated
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.models import Condition, DeclaredResult, Summary
from hemicycle.correspondence.summaries import Choices
from hemicycle.correspondence.summary_lacking import Kind, lacking
from hemicycle.journal.models import Entry
from tests.correspondence.conftest import LATE, NOW
from tests.correspondence.replying import code
from tests.factories import World, make_world
from tests.support.guards import without_guards
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from hemicycle.correspondence.summaries import Basis
    from tests.correspondence.conftest import Asked

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
COSTS = ConditionHeading(key="costs", name={"en": "Costs", "fr": "Coûts"}, phrase={"en": "the costs"})


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """Nothing here comes after a commit."""
    return make_world()


def known(asked: Asked) -> dict[str, ConditionHeading]:
    asked.world.consultation.refresh_from_db()
    return headings_of(asked.world.consultation)


def where(asked: Asked, who: str = "secretariat") -> tuple[Any, Any, Any]:
    return asked.world.consultation.pk, asked.performer(who), NOW


def change(asked: Asked, key: str, **new: object) -> None:
    before = known(asked)[key]
    HEADINGS.change(*where(asked), before.model_copy(update=new), seen=seen_of(before))


def without_headings(asked: Asked) -> None:
    for key in known(asked):
        HEADINGS.remove(*where(asked), key)
    asked.enquiry.letter.consultation.refresh_from_db()


def give(asked: Asked, name: str, choice: str, *said: tuple[str, str], language: str = "en") -> None:
    answer = Answer({asked.questions[0].pk: choice}, said, language=language)
    replies.submit(asked.enquiry, asked.performer(name), NOW, member=asked.member(name), answer=answer)


def basis(asked: Asked) -> Basis:
    asked.world.consultation.refresh_from_db()  # whose headings an act has changed meanwhile
    enquiry = results.find(asked.world.consultation, asked.enquiry.pk)
    return summaries.Basis.of(results.returns(enquiry, NOW.date()))


def body(asked: Asked, language: str = "en", **chosen: bool) -> str:
    return summaries.draw(basis(asked), Choices(**chosen))[language].body


def test_a_heading_is_added_changed_moved_and_removed_each_on_record(asked: Asked) -> None:
    HEADINGS.add(*where(asked), COSTS)
    change(asked, "costs", title={"en": " Costs and\x00 funding ", "fr": " "})
    HEADINGS.move(*where(asked), "costs", up=True)
    HEADINGS.move(*where(asked), "form", up=True)
    assert list(known(asked)) == ["form", "duration", "agenda", "costs", "other"]
    assert known(asked)["costs"].title == {"en": "Costs and funding"}
    HEADINGS.remove(*where(asked), "costs")
    assert list(known(asked)) == ["form", "duration", "agenda", "other"]
    entries = Entry.objects.filter(act="consultation.edit", data__condition_heading="costs").order_by("pk")
    assert [entry.data["after"] is None for entry in entries] == [False, False, False, True]
    changed = entries[1].data
    assert (changed["before"]["title"], changed["after"]["title"]) == ({}, {"en": "Costs and funding"})


def test_what_cannot_be_says_why_and_changes_nothing(asked: Asked) -> None:
    before, here = known(asked), where(asked)
    assert code(lambda: HEADINGS.add(*here, COSTS.model_copy(update={"key": "form"}))) == "heading_key_taken"
    assert code(lambda: HEADINGS.add(*here, COSTS.model_copy(update={"name": {"en": " "}}))) == ("heading_without_name")
    assert code(lambda: change(asked, "form", phrase={"en": "x" * 101})) == "text_too_long"
    assert code(lambda: HEADINGS.move(*here, "nothing", up=True)) == "no_such_heading"
    assert code(lambda: HEADINGS.add(*where(asked, "chair"), COSTS)) == "not_permitted"
    assert code(lambda: HEADINGS.change(*here, before["form"], seen="older")) == "heading_changed_meanwhile"
    assert known(asked) == before
    for number in range(MOST_HEADINGS - len(before)):
        HEADINGS.add(*here, COSTS.model_copy(update={"key": f"h{number}"}))
    assert code(lambda: HEADINGS.add(*here, COSTS)) == "too_many_headings"


def test_a_heading_in_use_is_not_removed_and_says_how_much_stands_under_it(options: Asked) -> None:
    give(options, "br", "a", ("form", "In person"), ("form", "In June"))
    desk, enquiry = options.performer("secretariat"), options.enquiry
    conditions.make_cluster(enquiry, desk, NOW, heading="agenda", title={"en": "Short"})
    conditions.lead_in(enquiry, desk, NOW, heading="duration", words={"en": "The meeting should:"})
    for key in ("form", "agenda", "duration"):
        assert code(lambda key=key: HEADINGS.remove(*where(options), key)) == "heading_in_use"  # type: ignore[misc]
    HEADINGS.remove(*where(options), "other")
    assert list(known(options)) == ["form", "duration", "agenda"]


def test_a_summary_is_generated_anew_once_a_heading_says_something_else(options: Asked) -> None:
    give(options, "br", "a", ("form", "In person"))
    acts.draw_up(options.enquiry, options.performer("secretariat"), NOW)
    assert Summary.objects.get().basis == basis(options).mark
    change(options, "form", title={"en": "How *we* meet"}, phrase={"en": "how we meet"})
    assert Summary.objects.get().basis == ""
    assert "- The conditions concern how we meet, and are" in body(options)
    assert "# How \\*we\\* meet\n\n- In person" in body(options)


def test_a_paper_has_no_heading_in_another_language_and_says_that_it_lacks_one(options: Asked) -> None:
    HEADINGS.add(*where(options), COSTS)
    options.enquiry.letter.consultation.refresh_from_db()
    give(options, "br", "a", ("costs", "Ничего"), language="ru")
    said = body(options, "ru")
    assert "Costs" not in said
    assert "# " in said
    assert (Kind.HEADING, "Costs", "costs") in {(row.kind, row.words, row.key) for row in lacking(basis(options), "ru")}
    assert "# Coûts\n\n" in body(options, "fr")
    assert Kind.HEADING not in {row.kind for row in lacking(basis(options), "fr")}


def test_without_headings_conditions_are_one_list_and_no_heading_is_shown(options: Asked) -> None:
    without_headings(options)
    assert code(lambda: give(options, "br", "a", ("form", "In person"))) == "condition_heading"
    give(options, "br", "a", ("", "In person"), ("", "In June"))
    give(options, "jp", "b", ("", "En juin"), language="fr")
    assert body(options) == (
        "- 2 Council Member States of the 3 consulted replied to the consultation.\n"
        "- 1 Council Member State did not reply.\n"
        "- 1 Council Member State supported option 1: A virtual consultation. It did so with conditions.\n"
        "- 1 Council Member State supported option 2: A physical session only. It did so with conditions.\n\n"
        "The conditions are as follows:\n\n"
        "- In person\n- In June\n\n"
        "1 further condition was stated."
    )
    desk, enquiry = options.performer("secretariat"), options.enquiry
    cluster = conditions.make_cluster(enquiry, desk, NOW, heading="", title={"en": "In person and in June"})
    keys = list(Condition.objects.filter(version__reply__member__code="BR").values_list("pk", flat=True))
    conditions.gather(enquiry, desk, NOW, conditions=keys, cluster=cluster.pk)
    conditions.lead_in(enquiry, desk, NOW, heading="", words={"en": "The meeting should be:"})
    assert "\n\nThe meeting should be:\n\n- In person and in June\n\n1 further" in body(options)
    assert body(options, "ar").count("\n\n") == 1
    whole = body(options, names=True, quoted=True)
    assert "# Conditions\n\n### In person and in June: 1 Member\n" in whole
    assert "### Conditions in no cluster: 1 Member\n" in whole


def test_what_was_filed_before_there_were_headings_stands_last_under_none(options: Asked) -> None:
    without_headings(options)
    give(options, "br", "a", ("", "In person"))
    HEADINGS.add(*where(options), COSTS)
    options.enquiry.letter.consultation.refresh_from_db()
    assert code(lambda: give(options, "jp", "a", ("", "In June"))) == "condition_heading"
    give(options, "jp", "a", ("costs", "Nothing more"))
    desk = options.performer("secretariat")
    conditions.make_cluster(options.enquiry, desk, NOW, heading="", title={"en": "Old"})
    headed = sorted_conditions(options.enquiry, stated(options.enquiry))
    assert [(one.key, one.label, one.alone) for one in headed] == [
        ("costs", "Costs", False),
        ("", "Without a heading", False),
    ]
    assert "# Conditions without a heading\n\n- In person" in body(options)
    with without_guards():
        Condition.objects.filter(heading="costs").update(heading="gone")
    assert [one.label for one in sorted_conditions(options.enquiry, stated(options.enquiry))] == [
        "Costs",
        "gone",
        "Without a heading",
    ]


def test_a_declared_result_keeps_the_headings_as_they_were(options: Asked) -> None:
    give(options, "br", "a", ("form", "In person"))
    enquiries.declare(options.enquiry, options.performer("chair"), LATE)
    options.enquiry.refresh_from_db()
    change(options, "form", name={"en": "Manner"})
    assert known(options)["form"].label == "Manner"
    assert headings_for(options.enquiry)["form"].label == "Form"
    assert sorted_conditions(options.enquiry, [])[0].label == "Form"
    with without_guards():
        row = DeclaredResult.objects.get()
        DeclaredResult.objects.update(content={key: row.content[key] for key in row.content if key != "headings"})
    options.enquiry.letter.consultation.refresh_from_db()
    assert headings_for(options.enquiry)["form"].label == "Manner"


def test_consultations_of_earlier_versions_are_given_the_headings_that_were_code(
    migrate_back: Callable[..., Apps],
) -> None:
    before = migrate_back(("consultations", "0007_bodies"))
    body_of = before.get_model("consultations", "Body").objects.create(slug="b", name={"en": "Body"})
    days = {"first_day": "2020-06-09", "last_day": "2020-06-12"}
    made = before.get_model("consultations", "Consultation").objects.create(
        body=body_of, slug="earlier", title={"en": "One"}, settings={"least_yes": 2}, **days
    )
    apps = migrate()
    row = apps.get_model("consultations", "Consultation").objects.get(pk=made.pk)
    assert (list(headings_of(row)), row.settings["least_yes"]) == (["form", "duration", "agenda", "other"], 2)
    assert headings_of(row)["agenda"].title["es"] == "Proyecto de orden del día"
    back = migrate_back(("consultations", "0007_bodies")).get_model("consultations", "Consultation").objects
    assert back.get(pk=made.pk).settings == {"least_yes": 2}
