from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0006_speaks_first'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='agendapublication', name='one_publication_a_revision'),
        migrations.AddField(
            model_name='agendapublication',
            name='correction',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='agendapublication',
            constraint=models.UniqueConstraint(
                fields=('consultation', 'kind', 'revision', 'correction'), name='one_publication_a_version'
            ),
        ),
        migrations.AlterModelOptions(
            name='agendapublication', options={'ordering': ['kind', '-revision', '-correction']}
        ),
    ]
