"""Focal points are imported, with the note or letter that gives their mandates."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0004_duties"),
        ("people", "0017_members_of_a_body"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="instrument",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.upload",
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="kind",
            field=models.CharField(
                choices=[
                    ("registrations", "Registrations"),
                    ("members", "Members"),
                    ("focal_points", "Focal points"),
                    ("items", "Items"),
                    ("documents", "Documents"),
                    ("duties", "People of each sitting"),
                ],
                max_length=20,
            ),
        ),
    ]
