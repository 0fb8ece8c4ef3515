"""The language of a row is any that CLDR knows, no longer one of six."""

from django.db import migrations, models

from hemicycle.consultations.languages import check_language


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0007_own_texts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='owntext',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
    ]
