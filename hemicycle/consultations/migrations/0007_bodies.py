"""Members were of the installation: one body is made, whose they are, and whose consultations are all that there are."""

import json
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

#: As the code had it: kinds of Members, regions, groups, the organ.
BODY = Path(__file__).with_name("0007_body.json")


def make_body(apps, schema):
    """Where something is to be of it; a new installation has none."""
    consultations = apps.get_model("consultations", "Consultation").objects
    members = apps.get_model("people", "Member").objects
    if not consultations.exists() and not members.exists():
        return
    body = apps.get_model("consultations", "Body").objects.create(**json.loads(BODY.read_text(encoding="utf-8")))
    consultations.update(body=body)
    # PostgreSQL changes no table whose foreign keys it is still to check.
    schema.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0006_ending"),
        ("people", "0015_scope_grants"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.JSONField()),
                ("settings", models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.AddField(
            model_name="consultation",
            name="body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="consultations.body",
            ),
        ),
        migrations.RunPython(make_body, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="consultation",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="consultations.body"
            ),
        ),
    ]
