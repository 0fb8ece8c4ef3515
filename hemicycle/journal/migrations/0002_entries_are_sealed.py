import secrets

import django.db.models.deletion
from django.db import migrations, models

#: Of the facts, as this version knows them.
WORDS = {"words", "words_before", "reason"}
AT_ONCE = 500


def move_addresses(apps, _editor):
    """What entries have of the network goes to the table of its own."""
    Entry, Origin = apps.get_model("journal", "Entry"), apps.get_model("journal", "Origin")
    known = Entry.objects.exclude(address=None).values_list("pk", "address").iterator(AT_ONCE)
    Origin.objects.bulk_create((Origin(entry_id=key, address=address) for key, address in known), batch_size=AT_ONCE)


def has_words(value):
    """Whether facts hold words about people, at any depth."""
    if isinstance(value, dict):
        return any(name in WORDS or has_words(inner) for name, inner in value.items())
    return isinstance(value, list) and any(has_words(inner) for inner in value)


def salt(apps, _editor):
    """Entries with words about people get a salt."""
    Entry = apps.get_model("journal", "Entry")
    for row in Entry.objects.order_by("pk").iterator(AT_ONCE):
        if has_words(row.data):
            Entry.objects.filter(pk=row.pk).update(salt=secrets.token_hex(16))


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="journal.entry",
                    ),
                ),
                ("address", models.GenericIPAddressField()),
            ],
        ),
        migrations.AddField(
            model_name="entry",
            name="salt",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="erasure", to="journal.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("words", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="seal",
                        to="journal.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.RunPython(move_addresses, migrations.RunPython.noop),
        migrations.RunPython(salt, migrations.RunPython.noop),
    ]
