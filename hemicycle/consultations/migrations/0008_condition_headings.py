"""The headings under which Members file conditions, which were code, become settings of each consultation."""

import json
from pathlib import Path

from django.db import migrations

#: As the code and its catalogues had them.
HEADINGS = Path(__file__).with_name("0008_headings.json")


def set_what_was_code(apps, _schema):
    headings = json.loads(HEADINGS.read_text(encoding="utf-8"))
    for row in apps.get_model("consultations", "Consultation").objects.all():
        row.settings = {"condition_headings": headings, **row.settings}
        row.save(update_fields=["settings"])


def forget(apps, _schema):
    for row in apps.get_model("consultations", "Consultation").objects.all():
        row.settings = {
            name: value for name, value in row.settings.items() if name not in {"condition_headings", "outcomes"}
        }
        row.save(update_fields=["settings"])


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0007_bodies"),
    ]

    operations = [
        migrations.RunPython(set_what_was_code, forget),
    ]
