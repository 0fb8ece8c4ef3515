"""What a sitting is held for: rehearsals and test sessions come beside demonstrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = [
    ("sitting", "sitting"),
    ("rehearsal", "rehearsal"),
    ("test", "test"),
    ("demonstration", "demonstration"),
]


def name_kinds(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What was marked as a demonstration is of that kind."""
    apps.get_model("sittings", "Sitting").objects.filter(demonstration=True).update(kind="demonstration")


def mark_demonstrations(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """And back: all else was a sitting of the calendar."""
    apps.get_model("sittings", "Sitting").objects.filter(kind="demonstration").update(demonstration=True)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("sittings", "0014_presiding_voice")]

    operations: ClassVar = [
        migrations.AddField("sitting", "kind", models.CharField(choices=KINDS, default="sitting", max_length=20)),
        migrations.RunPython(name_kinds, mark_demonstrations, elidable=False),
        migrations.RemoveConstraint("sitting", "one_sitting_a_number"),
        migrations.RemoveField("sitting", "demonstration"),
        migrations.AddConstraint(
            "sitting",
            models.UniqueConstraint(fields=("consultation", "number", "kind"), name="one_sitting_a_number"),
        ),
    ]
