"""Every model and field of ours belongs to an export, or is said not to, and why."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, JSONField

from hemicycle.ending import belonging
from hemicycle.ending.keys_in_json import KEYS
from hemicycle.fields.personal import Category, Readers
from hemicycle.people.personal_data import declared, our_models

#: JSON without keys of rows in it, as somebody has looked up.
_WITHOUT_KEYS = """
support.ConnectionTest.findings support.ConnectionTest.measured support.Practice.skipped
contributions.ContributionTranslation.parts contributions.ContributionVersion.parts
agenda.AgendaPublication.what_changes agenda.Item.choice_words agenda.Item.speaks_first agenda.Item.title
agenda.GlossaryEntry.terms
agenda.Item.unchecked agenda.Item.withdrawn_why correspondence.Question.list_name correspondence.Question.withdrawn_why
correspondence.Question.text
consultations.Body.name consultations.Body.settings
consultations.Consultation.physical_session consultations.Consultation.settings consultations.Consultation.title
consultations.RuleSource.text
documents.Document.what_changes documents.Document.submitted_by documents.Document.translating
documents.Document.withdrawn_why
correspondence.Cluster.title correspondence.DeclaredResult.content correspondence.DeclaredResult.counts
correspondence.Enquiry.asked correspondence.Enquiry.reminder_days correspondence.LanguageVersion.later
correspondence.LanguageVersion.stand_ins correspondence.LeadIn.words correspondence.Letter.addressed
correspondence.Letter.addressed_as
correspondence.Letter.contact correspondence.Letter.copies correspondence.Letter.department
correspondence.Letter.signatory_title correspondence.Letter.stand_ins correspondence.Letter.what_changes
correspondence.Letterhead.address correspondence.Letterhead.body correspondence.Letterhead.emblem_words
correspondence.Letterhead.place correspondence.Option.label correspondence.Question.title correspondence.Reply.why
documents.Document.contains documents.Document.title
imports.Import.columns imports.Import.counts imports.Import.ignored imports.Import.refusal imports.ImportRow.cells
imports.ImportRow.problems outcome.Ending.reason outcome.Reading.wordings
outcome.Report.what_changes outcome.ReportParagraph.text outcome.SummaryVersion.what_changes
arrivals.Arrival.authentication arrivals.Arrival.envelope_to arrivals.Arrival.files arrivals.Arrival.marks
arrivals.Arrival.why
mail.Mailing.body mail.Mailing.copy_body mail.Mailing.copy_subject mail.Mailing.subject
people.Registration.booth_languages people.Registration.days sittings.BoothLanguages.pivots
sittings.BoothLanguages.works_from sittings.Sitting.own_languages sittings.Turn.waits_for
"""
WITHOUT_KEYS = _WITHOUT_KEYS.split()


def test_every_model_is_exported_or_left_out_for_a_reason() -> None:
    every = {belonging.label(model) for model in our_models()}
    exported = {belonging.label(model) for model in belonging.exported()}
    assert exported | set(belonging.LEFT_OUT) == every, "give it a way to its consultation, or say why it is left out"
    assert not exported & set(belonging.LEFT_OUT)


def test_rows_of_two_models_are_never_called_the_same() -> None:
    names = [belonging.name(model) for model in belonging.exported()]
    assert len(names) == len(set(names))


def test_what_must_point_to_something_points_to_what_is_exported() -> None:
    exported = set(belonging.exported())
    for model in exported:
        for field in belonging.fields_of(model):
            if isinstance(field, ForeignKey) and not field.null:
                assert field.related_model in exported, f"{belonging.label(model)}.{field.name}"


def test_every_json_field_was_looked_at_for_keys_of_rows() -> None:
    found = {
        f"{belonging.label(model)}.{field.name}"
        for model in belonging.exported()
        for field in belonging.fields_of(model)
        if isinstance(field, JSONField)
    }
    assert found == {*KEYS, *WITHOUT_KEYS}, "say where keys of rows stand in it (keys_in_json), or that there are none"


def test_nothing_that_opens_something_or_that_nobody_sees_is_exported() -> None:
    for model in belonging.exported():
        said = declared(model)
        fields = said.fields if said else {}
        for field in belonging.fields_of(model):
            personal = fields.get(field.name)
            shown = personal is None or (
                personal.category is not Category.CREDENTIAL and personal.seen_by is not Readers.NOBODY
            )
            assert shown, f"{belonging.label(model)}.{field.name}"


def test_what_is_made_anew_is_a_field() -> None:
    for name in belonging.MADE_ANEW:
        label, _, field = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(field)
