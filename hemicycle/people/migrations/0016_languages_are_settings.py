"""The language of a row is any that CLDR knows, no longer one of six."""

from django.db import migrations, models

from hemicycle.consultations.languages import check_language


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0015_scope_grants'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='language',
            field=models.CharField(default='en', max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='membername',
            name='language',
            field=models.CharField(max_length=3, validators=[check_language]),
        ),
        migrations.AlterField(
            model_name='person',
            name='language',
            field=models.CharField(default='en', max_length=3, validators=[check_language]),
        ),
    ]
