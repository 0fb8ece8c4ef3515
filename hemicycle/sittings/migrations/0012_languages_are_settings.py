"""The language of a row is any that CLDR knows, no longer one of six."""

from django.db import migrations, models

from hemicycle.consultations.languages import check_language


class Migration(migrations.Migration):

    dependencies = [
        ('sittings', '0011_booth_duties'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='own_languages',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='boothseat',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='turn',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
    ]
