"""Who entered and who confirmed each registration, as far as it was written down before there were columns for it."""

from django.db import migrations, models


def from_the_record(apps, _schema_editor):
    """What was written down before: who nominated somebody, and who confirmed them, alone or with many."""
    registration, entry = apps.get_model("people", "Registration"), apps.get_model("journal", "Entry")
    registration.objects.exclude(nominated_by=None).update(entered_by=models.F("nominated_by"))
    confirmed = {}
    for place, actor, data in (
        entry.objects.filter(act="registration.confirm", actor__isnull=False)
        .order_by("pk")
        .values_list("place", "actor", "data")
    ):
        for key in data.get("registrations", [place.removeprefix("registration:")]):
            confirmed[int(key)] = actor
    for row in registration.objects.filter(pk__in=confirmed, status="confirmed").iterator():
        row.confirmed_by_id = confirmed[row.pk]
        row.save(update_fields=["confirmed_by"])


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_initial'),
        ('people', '0007_who_entered_and_who_confirmed'),
    ]

    operations = [migrations.RunPython(from_the_record, migrations.RunPython.noop)]
