"""What a version of a letter changes is said in each language. In which it was said until now, nobody wrote down."""

from django.db import migrations, models


def say_in_english(apps, schema_editor):
    letters = apps.get_model('correspondence', 'Letter')
    for letter in letters.objects.exclude(what_changes=''):
        letters.objects.filter(pk=letter.pk).update(changes={'en': letter.what_changes})


def say_in_one(apps, schema_editor):
    letters = apps.get_model('correspondence', 'Letter')
    for letter in letters.objects.exclude(changes={}):
        words = letter.changes.get('en') or next(iter(letter.changes.values()), '')
        letters.objects.filter(pk=letter.pk).update(what_changes=words[:1000])


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0015_letters_are_cleared'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='changes',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(say_in_english, say_in_one),
        migrations.RemoveField(
            model_name='letter',
            name='what_changes',
        ),
        migrations.RenameField(
            model_name='letter',
            old_name='changes',
            new_name='what_changes',
        ),
    ]
