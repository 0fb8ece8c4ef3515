"""The language of a row is any that CLDR knows, no longer one of six."""

from django.db import migrations, models

from hemicycle.consultations.languages import check_language


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0021_letters_keep_names_of_classes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='annextext',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='condition',
            name='language',
            field=models.CharField(blank=True, max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='languageversion',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='letterpaper',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='lettertext',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='summarytext',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
    ]
