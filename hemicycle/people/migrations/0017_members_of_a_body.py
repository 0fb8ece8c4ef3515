"""Members are of a body, which says what kinds, regions and groups there are; a seat may be a deputy member's."""

import django.db.models.deletion
from django.db import migrations, models


def give_body(apps, schema):
    """Of the one body that was made for what there was."""
    members = apps.get_model("people", "Member").objects
    if members.exists():
        members.update(body=apps.get_model("consultations", "Body").objects.get())
        schema.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0007_bodies"),
        ("people", "0016_languages_are_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="body",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="members", to="consultations.body"
            ),
        ),
        migrations.RunPython(give_body, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="member",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="consultations.body"
            ),
        ),
        migrations.AlterField(model_name="member", name="code", field=models.SlugField(max_length=40)),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("body", "code"), name="one_member_a_code"),
        ),
        migrations.AlterField(model_name="member", name="kind", field=models.CharField(max_length=20)),
        migrations.AlterField(model_name="member", name="region", field=models.CharField(blank=True, max_length=20)),
        migrations.AlterField(model_name="member", name="sector", field=models.CharField(blank=True, max_length=20)),
        migrations.RenameField(model_name="member", old_name="sector", new_name="group"),
        migrations.RenameModel(old_name="CouncilSeat", new_name="Seat"),
        migrations.AlterField(
            model_name="seat",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="organ_seats", to="people.member"
            ),
        ),
        migrations.AddField(model_name="seat", name="deputy", field=models.BooleanField(default=False)),
    ]
