"""What earlier versions exported is taken in: it has the form of that time."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.condition_headings import headings_of
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.presets import preset
from hemicycle.ending import importing
from hemicycle.ending.form import FORM
from hemicycle.ending.older_forms import in_todays_form
from tests.ending.exports import rewritten, taken

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import World


def of_form_2(made: Path) -> Path:
    """The same as the version wrote it to which Members were of the installation."""
    with zipfile.ZipFile(made) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        later = {"manifest.json", "signature.json"}
        contents = {name: archive.read(name) for name in archive.namelist() if name not in later}
    del contents["tables/consultations.Body.json"]
    del manifest["tables"]["consultations.Body"]
    for name in ("consultations.Consultation", "people.Member"):
        table = json.loads(contents[f"tables/{name}.json"])
        for row in table["rows"]:
            del row["body"]
            row.pop("list_place", None)
            if "group" in row:
                row["sector"] = row.pop("group")
        contents[f"tables/{name}.json"] = json.dumps(table).encode()
        fields = [field for field in manifest["tables"][name] if field not in {"body", "list_place"}]
        manifest["tables"][name] = ["sector" if field == "group" else field for field in fields]
    seats = json.loads(contents.pop("tables/people.Seat.json"))
    for row in seats["rows"]:
        del row["deputy"]
    contents["tables/people.CouncilSeat.json"] = json.dumps(seats).encode()
    fields = [field for field in manifest["tables"].pop("people.Seat") if field != "deputy"]
    manifest["tables"]["people.CouncilSeat"] = fields
    files = {name: {"size": len(one), "sha256": sha256(one).hexdigest()} for name, one in contents.items()}
    older = made.with_name("form-2.zip")
    with zipfile.ZipFile(older, "w") as archive:
        archive.writestr("manifest.json", json.dumps({**manifest, "form": 2, "files": files}))
        for name, content in contents.items():
            archive.writestr(name, content)
    return older


def test_an_export_of_form_1_is_taken_in(given: Path, world: World) -> None:
    name, earlier = "tables/agenda.Item.json", of_form_2(given)
    with zipfile.ZipFile(earlier) as archive:
        manifest, table = json.loads(archive.read("manifest.json")), json.loads(archive.read(name))
    for row in table["rows"]:
        del row["speaks_first"]
    content = json.dumps(table).encode()
    manifest["form"] = 1
    manifest["tables"]["agenda.Item"].remove("speaks_first")
    manifest["files"][name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
    taken(rewritten(earlier, {name: content, "manifest.json": json.dumps(manifest).encode()}), "beside")
    items = Consultation.objects.get(slug="beside").items
    assert {tuple(row.speaks_first) for row in items.all()} == {()}
    assert items.count() == world.consultation.items.count() > 0


def test_an_export_of_an_earlier_form_is_taken_in_into_the_body_that_it_meant(given: Path) -> None:
    importing.take_in(of_form_2(given), timezone.now(), print, slug="elsewhere")
    taken = Consultation.objects.get(slug="elsewhere")
    assert (taken.body.slug, taken.body.has) == ("council", body_settings(preset("council").body))
    brazil = taken.invitations.get(member__code="BR").member
    assert (brazil.body, len(brazil.seats)) == (taken.body, 1)
    assert taken.invitations.get(member__code="sm-orbicom").member.group == "R"


def test_an_export_of_a_version_whose_headings_of_conditions_were_code_has_them(given: Path) -> None:
    """Those of the preset, before what the consultation says itself."""
    name = "tables/consultations.Consultation.json"
    with zipfile.ZipFile(given) as archive:
        manifest, table = json.loads(archive.read("manifest.json")), json.loads(archive.read(name))
    for row in table["rows"]:
        del row["settings"]["condition_headings"]
    content = json.dumps(table).encode()
    manifest["form"] = 3
    manifest["files"][name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
    changed = rewritten(given, {name: content, "manifest.json": json.dumps(manifest).encode()})
    importing.take_in(changed, timezone.now(), print, slug="elsewhere")
    headings = headings_of(Consultation.objects.get(slug="elsewhere"))
    assert list(headings) == ["form", "duration", "agenda", "other"]
    assert headings["agenda"].title["fr"] == "Projet d’ordre du jour"


def test_before_what_documents_may_contain_was_a_setting_it_was_what_the_preset_has() -> None:
    def kept(form: int, **settings: object) -> object:
        row = {"@key": "consultation:1", "settings": settings}
        _fields, tables = in_todays_form(form, {}, {"consultations.Consultation": [row]})
        return [one["key"] for one in tables["consultations.Consultation"][0]["settings"].get("document_contents", [])]

    assert kept(5) == ["decision", "resolution", "financial-regulations"]
    assert (kept(5, document_contents=[]), kept(FORM)) == ([], [])


def test_before_a_body_said_in_which_order_its_lists_were_it_was_that_of_names_in_french() -> None:
    def order(form: int) -> object:
        row = {"@key": "body:1", "slug": "union", "settings": {"kinds": []}}
        _fields, tables = in_todays_form(form, {}, {"consultations.Body": [row]})
        return body_settings(tables["consultations.Body"][0]["settings"]).order.alphabet

    assert (order(3), order(FORM)) == ("fr", "")


def test_before_why_a_question_was_withdrawn_was_said_in_each_language_it_was_one_text() -> None:
    rows = [{"@key": "question:1", "withdrawn_why": "Taken up"}, {"@key": "question:2", "withdrawn_why": ""}]
    _fields, tables = in_todays_form(4, {}, {"correspondence.Question": rows})
    assert [row["withdrawn_why"] for row in tables["correspondence.Question"]] == [{"und": "Taken up"}, {}]


def test_before_there_were_other_motions_what_went_before_the_list_was_a_point_of_order() -> None:
    rows = [{"@key": "turn:1", "point_of_order": True}, {"@key": "turn:2", "point_of_order": False}]
    _fields, tables = in_todays_form(7, {}, {"sittings.Turn": rows})
    assert [row["motion"] for row in tables["sittings.Turn"]] == ["point_of_order", ""]
    _fields, tables = in_todays_form(FORM, {}, {"sittings.Turn": rows})
    assert tables["sittings.Turn"] == rows


def test_before_there_were_rehearsals_a_sitting_was_of_the_calendar_or_a_demonstration() -> None:
    rows = [{"@key": "sitting:1", "demonstration": True}, {"@key": "sitting:2", "demonstration": False}]
    fields, tables = in_todays_form(8, {"sittings.Sitting": ["number", "demonstration"]}, {"sittings.Sitting": rows})
    assert [row["kind"] for row in tables["sittings.Sitting"]] == ["demonstration", "sitting"]
    assert all("demonstration" not in row for row in tables["sittings.Sitting"])
    assert fields["sittings.Sitting"] == ["number", "kind"]
    now = {"sittings.Sitting": [{"@key": "sitting:1", "kind": "rehearsal"}]}
    assert in_todays_form(FORM, {}, now)[1] == now


def test_before_documents_were_posted_each_was_open_with_its_first_file() -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "consultations.Consultation": [{"@key": "consultation:1", "settings": {}, "first_day": "2020-06-09"}],
        "documents.Document": [
            {"@key": "document:1", "consultation": "consultation:1"},
            {"@key": "document:2", "consultation": "consultation:1"},
        ],
        "documents.DocumentFile": [
            {"@key": "file:1", "document": "document:1", "at": "2020-05-22T10:00:00.000000+00:00"},
            {"@key": "file:2", "document": "document:1", "at": "2020-05-08T10:00:00.000000+00:00"},
        ],
    }
    fields, read = in_todays_form(8, {"documents.Document": ["consultation"]}, tables)
    assert [row["posted_at"][:10] for row in read["documents.Document"]] == ["2020-05-08", "2020-06-09"]
    assert fields["documents.Document"] == ["consultation", "posted_at"]
    assert in_todays_form(FORM, {}, tables)[1] == tables
