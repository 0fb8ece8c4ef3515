import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0014_administrators'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScopeGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('whole', 'Whole secretariat'), ('registration', 'Registration'), ('letters', 'Letters and replies'), ('agenda', 'Agenda and time plan'), ('read_only', 'Read only')], max_length=20)),
                ('start', models.DateField()),
                ('end', models.DateField(blank=True, null=True)),
                ('granted_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope_grants', to='people.registration')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
    ]
