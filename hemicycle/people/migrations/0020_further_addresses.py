"""A Member may have further addresses, which get copies of its letters."""

import hemicycle.consultations.languages
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0019_places_in_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='copies',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='contact',
            name='language',
            field=models.CharField(blank=True, default='en', max_length=3, validators=[hemicycle.consultations.languages.check_language]),
        ),
        migrations.AlterField(
            model_name='contact',
            name='name',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
