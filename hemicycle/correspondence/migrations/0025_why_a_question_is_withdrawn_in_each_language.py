"""Why a question is withdrawn is said in each language."""

from django.db import migrations, models

#: Nobody noted the language of what was written so far (``consultations.languages.UNDETERMINED``).
UNDETERMINED = 'und'


def say_in_none(apps, schema_editor):
    questions = apps.get_model('correspondence', 'Question')
    for question in questions.objects.exclude(withdrawn_why=''):
        questions.objects.filter(pk=question.pk).update(why={UNDETERMINED: question.withdrawn_why})


def say_in_one(apps, schema_editor):
    questions = apps.get_model('correspondence', 'Question')
    for question in questions.objects.exclude(why={}):
        words = question.why.get('en') or next(iter(question.why.values()), '')
        questions.objects.filter(pk=question.pk).update(withdrawn_why=words[:1000])


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0024_headings_are_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='why',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(say_in_none, say_in_one),
        migrations.RemoveField(
            model_name='question',
            name='withdrawn_why',
        ),
        migrations.RenameField(
            model_name='question',
            old_name='why',
            new_name='withdrawn_why',
        ),
    ]
