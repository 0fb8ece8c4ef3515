from django.db import migrations, models

#: Nobody noted the language of what was written so far (``consultations.languages.UNDETERMINED``).
UNDETERMINED = 'und'
#: Where words are kept, by model.
WORDS = {'item': 'choice_words', 'agendapublication': 'what_changes'}


def keep_words(apps, _schema_editor):
    for model, former in WORDS.items():
        rows = apps.get_model('agenda', model).objects
        for key, words in rows.exclude(**{former: ''}).values_list('pk', former):
            rows.filter(pk=key).update(words={UNDETERMINED: words})


def give_back(apps, _schema_editor):
    for model, former in WORDS.items():
        rows = apps.get_model('agenda', model).objects
        for key, words in rows.exclude(words={}).values_list('pk', 'words'):
            rows.filter(pk=key).update(**{former: words.get('en') or next(iter(words.values()))})


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0002_programme_and_publications'),
    ]

    operations = [
        *(migrations.AddField(model, 'words', models.JSONField(blank=True, default=dict)) for model in WORDS),
        migrations.RunPython(keep_words, give_back),
        *(
            operation
            for model, former in WORDS.items()
            for operation in (
                migrations.RemoveField(model, former),
                migrations.RenameField(model, 'words', former),
            )
        ),
    ]
