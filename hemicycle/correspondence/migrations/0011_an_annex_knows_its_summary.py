import django.db.models.deletion
from django.db import migrations, models


def say_whose_summary(apps, _editor):
    """What its text was drawn up from is not known: whoever sends it is asked."""
    for summary in apps.get_model("correspondence", "Summary").objects.exclude(annex=None):
        apps.get_model("correspondence", "Annex").objects.filter(pk=summary.annex_id).update(
            summarizes=summary.enquiry_id
        )


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0010_a_version_says_what_becomes_of_the_deadline"),
    ]

    operations = [
        migrations.AddField(
            model_name="annex",
            name="summarizes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="correspondence.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="annextext",
            name="basis",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunPython(say_whose_summary, migrations.RunPython.noop, elidable=True),
    ]
