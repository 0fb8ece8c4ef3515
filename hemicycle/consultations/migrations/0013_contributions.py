"""Which classes submit contributions becomes a right of each: those have it that may ask for the floor."""

from django.db import migrations

SPEAK, CONTRIBUTE = "speak", "contribute"


def give(apps, _schema):
    for row in apps.get_model("consultations", "Consultation").objects.all():
        classes = [_with_right(one) for one in row.settings.get("classes", [])]
        if classes:
            row.settings = {**row.settings, "classes": classes}
            row.save(update_fields=["settings"])


def _with_right(one):
    rights = one.get("rights", [])
    if SPEAK not in rights or CONTRIBUTE in rights or one.get("persons"):
        return one
    return {**one, "rights": [*rights, CONTRIBUTE]}


def take(apps, _schema):
    for row in apps.get_model("consultations", "Consultation").objects.all():
        classes = [
            {**one, "rights": [right for right in one.get("rights", []) if right != CONTRIBUTE]}
            for one in row.settings.get("classes", [])
        ]
        if classes:
            row.settings = {**row.settings, "classes": classes}
            row.save(update_fields=["settings"])


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0012_trial"),
    ]

    operations = [
        migrations.RunPython(give, take),
    ]
