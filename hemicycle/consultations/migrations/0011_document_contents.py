"""What documents may contain for adoption, which was code, becomes a setting of each consultation."""

import json
from pathlib import Path

from django.db import migrations

#: As the code and its catalogues had it.
CONTENTS = Path(__file__).with_name("0011_contents.json")


def set_what_was_code(apps, _schema):
    contents = json.loads(CONTENTS.read_text(encoding="utf-8"))
    for row in apps.get_model("consultations", "Consultation").objects.all():
        row.settings = {"document_contents": contents, **row.settings}
        row.save(update_fields=["settings"])


def forget(apps, _schema):
    for row in apps.get_model("consultations", "Consultation").objects.all():
        row.settings = {name: value for name, value in row.settings.items() if name != "document_contents"}
        row.save(update_fields=["settings"])


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0010_the_time_zone_is_a_setting"),
    ]

    operations = [
        migrations.RunPython(set_what_was_code, forget),
    ]
