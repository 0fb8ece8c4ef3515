from django.db import migrations


class Migration(migrations.Migration):
    # By itself: PostgreSQL changes no table in the transaction that has written rows which point to it.
    dependencies = [
        ("journal", "0002_entries_are_sealed"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="entry",
            name="address",
        ),
    ]
