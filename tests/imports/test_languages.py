"""Files of a consultation have columns for its own languages, and are read in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.documents.models import DocumentFile
from hemicycle.imports import vocabulary
from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Member, Person
from tests.support.imports import apply, check, counts

if TYPE_CHECKING:
    from tests.factories import World


def speaks(world: World, *codes: str) -> None:
    world.consultation.settings["languages"] = {"documents": codes}
    world.consultation.save()


def names(world: World, kind: str) -> list[str]:
    return [column.name for column in columns_of(kind, world.consultation)]


def test_columns_are_those_of_its_languages_in_their_order(world: World) -> None:
    speaks(world, "de", "fr")
    assert [name for name in names(world, "items") if name.startswith("title_")] == ["title_de", "title_fr"]
    assert [name for name in names(world, "documents") if name.startswith("file_")] == ["file_de", "file_fr"]
    titles = [name for name in names(world, "members") if name.startswith("name_")]
    assert titles == ["name_de", "name_fr"]
    assert names(world, "members")[-1] == "further_addresses"
    assert names(world, "registrations")


def test_items_are_read_in_them_and_one_that_is_left_out_stays(world: World) -> None:
    speaks(world, "de", "fr")
    item = Item.objects.filter(consultation=world.consultation).order_by("number")[0]
    head = ("list", "number", "title_de", "unchecked")
    apply(world, check(world, (item.listing, str(item.number), "Punkt", "de"), head=head, kind="items"))
    kept = item.title
    item.refresh_from_db()
    assert (item.title, item.unchecked) == ({**kept, "de": "Punkt"}, ["de"])
    wrong = check(world, (item.listing, str(item.number), "Punkt", "ru"), head=head, kind="items")
    assert counts(wrong)[3] == 1
    assert len(list(present_lines(world.consultation, "items"))) == Item.objects.count()


def test_a_language_is_found_by_its_code_though_another_one_has_that_name() -> None:
    names = vocabulary.languages(["ga", "gaa", "en"])
    assert (names.find("ga"), names.find("GA"), names.find("Irish"), names.find("gaa")) == ("ga", "ga", "ga", "gaa")
    assert names.find("Anglais") == "en"
    names.add("e.n", [], code="e.n")
    assert names.find("en") is None, "written alike"


def test_links_are_read_in_them(world: World) -> None:
    speaks(world, "de")
    link = "https://example.org/de.pdf"
    apply(world, check(world, ("C20/1", link), head=("symbol", "file_de"), kind="documents"))
    assert DocumentFile.objects.get().language == "de"


def test_names_of_members_and_their_contacts_are_read_in_them(world: World) -> None:
    speaks(world, "de", "en")
    head = ("code", "name_de", "contact1_name", "contact1_email", "contact1_language")
    apply(world, check(world, ("BR", "Brasilien!", "Amt", "amt@example.org", "German"), head=head, kind="members"))
    member = Member.objects.get(code="BR")
    assert member.names.get(language="de").name == "Brasilien!"
    assert member.contacts.get().language == "de"
    assert "Brasilien!" in next(line for line in present_lines(world.consultation, "members") if line[0] == "BR")


def test_a_new_member_is_named_in_one_of_them_and_no_other(world: World) -> None:
    speaks(world, "de", "fr")
    head = ("code", "kind", "group", "name_de", "name_fr", "name_en")
    rows = (("sm-amt", "sector_member", "R", "", "Office", ""), ("sm-x", "sector_member", "R", "", "", "Office"))
    import_ = check(world, *rows, head=head, kind="members")
    assert import_.ignored == ["name_en"]
    (wrong,) = import_.rows.all()
    assert [(one["column"], one["reason"]["code"]) for one in wrong.problems] == [("name_de", "member_name_missing")]
    apply(world, import_)
    member = Member.objects.get(code="sm-amt")
    assert (member_name(member, "de"), member_name(member, "en")) == ("Office", "Office")
    again = list(present_lines(world.consultation, "members"))
    assert counts(check(world, *again, head=names(world, "members"), kind="members")) == (0, 0, len(again), 0)


def test_people_prefer_and_interpret_into_them(world: World) -> None:
    speaks(world, "de", "en")
    head = ("email", "name", "member", "role", "language", "booth_languages")
    row = ("berg@example.org", "Ms. Anna Berg", "", "interpreter", "Deutsch", "de, en")
    apply(world, check(world, row, head=head, kind="registrations"))
    person = Person.objects.get(email="berg@example.org")
    assert (person.language, person.registrations.get().booth_languages) == ("de", ["de", "en"])
