"""What is found is found by the files of today, and read from an index."""

from django.db import migrations, models


def forget_former(apps, _schema):
    apps.get_model("documents", "SearchText").objects.filter(file__replaced_at__isnull=False).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_what_there_is_is_posted'),
    ]

    operations = [
        migrations.RunPython(forget_former, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='searchtext',
            index=models.Index(fields=['document', 'file'], name='search_texts_of_documents'),
        ),
    ]
