"""A question keeps the name of its list, and its place among the lists, as they were when it was asked."""

from django.db import migrations, models

#: As letters and replies called the two lists that there were.
LISTS = {'urgent': {'ar': 'عاجل', 'zh': '紧急', 'en': 'Urgent', 'fr': 'Urgent', 'ru': 'Срочный', 'es': 'Urgente'},
 'deferred': {'ar': 'مقترح للدورة الحضورية',
              'zh': '建议列入实体会议',
              'en': 'Proposed for the physical session',
              'fr': 'Proposé pour la session présentielle',
              'ru': 'Предложен для очной сессии',
              'es': 'Propuesto para la reunión presencial'}}


def name_lists(apps, schema_editor):
    questions = apps.get_model('correspondence', 'Question')
    for place, (key, name) in enumerate(LISTS.items()):
        questions.objects.filter(listing=key).update(list_name=name, list_place=place)
    questions.objects.exclude(listing__in=LISTS).update(list_place=len(LISTS))


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0019_words_of_choices'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='list_name',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='question',
            name='list_place',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterModelOptions(
            name='question',
            options={'ordering': ['list_place', '-listing', 'number']},
        ),
        migrations.RunPython(name_lists, migrations.RunPython.noop),
    ]
