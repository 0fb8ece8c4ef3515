"""A body may give its Members places in its lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0018_persons_without_a_member"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="list_place",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
