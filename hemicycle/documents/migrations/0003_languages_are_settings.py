"""The language of a row is any that CLDR knows, no longer one of six."""

from django.db import migrations, models

from hemicycle.consultations.languages import check_language


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_files'),
    ]

    operations = [
        migrations.AlterField(
            model_name='documentfile',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
    ]
