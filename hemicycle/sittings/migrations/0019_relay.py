import django.db.models.deletion
from django.db import migrations, models

from hemicycle.consultations.languages import check_language


class Migration(migrations.Migration):

    dependencies = [
        ('sittings', '0018_booth_signals'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='most_relays',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='BoothLanguages',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=3, validators=[check_language])),
                ('works_from', models.JSONField(default=list)),
                ('pivots', models.JSONField(blank=True, default=list)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booth_languages', to='sittings.sitting')),
            ],
            options={
                'ordering': ['sitting', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('sitting', 'language'), name='languages_of_a_booth')],
            },
        ),
    ]
