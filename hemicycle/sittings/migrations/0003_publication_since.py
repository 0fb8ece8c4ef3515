"""When we first heard of a track."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("sittings", "0002_planned_items")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="since",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
    ]
