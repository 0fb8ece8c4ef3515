"""The two lists of items and the five days of sittings, which were code until now, become settings."""

from django.db import migrations

#: As the code had them. Frozen here: later versions may word them otherwise.
LISTS = [{'key': 'urgent',
  'name': {'ar': 'عاجل', 'zh': '紧急', 'en': 'Urgent', 'fr': 'Urgent', 'ru': 'Срочный', 'es': 'Urgente'},
  'phrase': {'ar': 'البنود التي تعتبرها الأمانة عاجلة',
             'zh': '秘书处认为紧急的议项',
             'en': 'the items that the secretariat considers urgent',
             'fr': 'les points que le secrétariat juge urgents',
             'ru': 'пункты, которые Секретариат считает срочными',
             'es': 'los puntos que la Secretaría considera urgentes'},
  'rule': 'stays'},
 {'key': 'deferred',
  'name': {'ar': 'مقترح للدورة الحضورية',
           'zh': '建议列入实体会议',
           'en': 'Proposed for the physical session',
           'fr': 'Proposé pour la session présentielle',
           'ru': 'Предложен для очной сессии',
           'es': 'Propuesto para la reunión presencial'},
  'phrase': {'ar': 'البنود التي تقترح تركها للدورة الحضورية',
             'zh': '建议留待实体会议审议的议项',
             'en': 'those that it proposes to leave to the physical session',
             'fr': 'ceux qu’il propose de renvoyer à la session présentielle',
             'ru': 'пункты, которые он предлагает оставить для очной сессии',
             'es': 'los que propone dejar para la reunión presencial'},
  'rule': 'candidate'}]
DAYS = {'most': 5, 'reason': {}}


def set_what_was_code(apps, schema_editor):
    consultations = apps.get_model('consultations', 'Consultation')
    for row in consultations.objects.all():
        row.settings = {'lists': LISTS, 'sitting_days': DAYS, **row.settings}
        row.save(update_fields=['settings'])


def forget(apps, schema_editor):
    consultations = apps.get_model('consultations', 'Consultation')
    for row in consultations.objects.all():
        row.settings = {name: value for name, value in row.settings.items() if name not in {'lists', 'sitting_days'}}
        row.save(update_fields=['settings'])


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0004_participation_classes'),
    ]

    operations = [
        migrations.RunPython(set_what_was_code, forget),
    ]
