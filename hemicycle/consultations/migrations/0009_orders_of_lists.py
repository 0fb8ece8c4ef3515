"""The order of Members in lists was code: by their names in French, each kind by itself. It is a setting of the body."""

from django.db import migrations

#: As the code had it.
ORDER = {"alphabet": "fr", "places": False, "apart": True}


def keep_order(apps, _schema):
    bodies = apps.get_model("consultations", "Body").objects
    for body in bodies.all():
        body.settings = {**body.settings, "order": ORDER}
        body.save(update_fields=["settings"])


def forget_order(apps, _schema):
    """The code before knows no such setting, and refuses it."""
    bodies = apps.get_model("consultations", "Body").objects
    for body in bodies.all():
        body.settings = {name: value for name, value in body.settings.items() if name != "order"}
        body.save(update_fields=["settings"])


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0008_condition_headings"),
    ]

    operations = [
        migrations.RunPython(keep_order, forget_order),
    ]
