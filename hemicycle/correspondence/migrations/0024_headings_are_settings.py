"""A condition is filed under a heading of its consultation, or under none where that has none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0023_hours_from_sending"),
    ]

    operations = [
        migrations.AlterField(
            model_name="cluster", name="heading", field=models.CharField(blank=True, max_length=10)
        ),
        migrations.AlterField(
            model_name="condition", name="heading", field=models.CharField(blank=True, max_length=10)
        ),
        migrations.AlterField(
            model_name="leadin", name="heading", field=models.CharField(blank=True, max_length=10)
        ),
    ]
