import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0013_contributions'),
        ('people', '0021_uploads_by_mail'),
        ('sittings', '0015_kinds_of_sittings'),
        ('support', '0002_connection_tests'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('channel', models.CharField(choices=[('chat', 'Chat'), ('mail', 'E-mail'), ('telephone', 'Telephone')], max_length=12)),
                ('stranger', models.CharField(blank=True, max_length=200)),
                ('call_back', models.CharField(blank=True, max_length=40)),
                ('status', models.CharField(choices=[('new', 'New'), ('in_work', 'In progress'), ('waiting', 'Waiting for the person'), ('solved', 'Solved'), ('reopened', 'Reopened')], default='new', max_length=12)),
                ('cause', models.CharField(blank=True, choices=[('hearing', 'Hears nothing'), ('microphone', 'Microphone'), ('camera', 'Camera'), ('network', 'Network or firewall'), ('browser', 'Browser or computer'), ('sign_in', 'Signing in'), ('registration', 'Registration'), ('interpretation', 'Interpretation'), ('documents', 'Documents'), ('procedure', 'Procedure'), ('other', 'Other')], max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('solved_at', models.DateTimeField(blank=True, null=True)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.registration')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_cases', to='consultations.consultation')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='help_cases', to='people.registration')),
                ('sitting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='help_cases', to='sittings.sitting')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['consultation', 'waiting_since'], name='help_cases_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='one_help_case_a_number')],
            },
        ),
        migrations.AddField(
            model_name='helpmessage',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='support.helpcase'),
        ),
        migrations.AddField(
            model_name='helpmessage',
            name='kind',
            field=models.CharField(choices=[('question', 'Question'), ('answer', 'Answer'), ('note', 'Private note')], default='question', max_length=10),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='helpmessage',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.registration'),
        ),
        migrations.AlterField(
            model_name='helpmessage',
            name='sitting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='help_messages', to='sittings.sitting'),
        ),
        migrations.AlterField(
            model_name='helpmessage',
            name='thread',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='help_thread', to='people.registration'),
        ),
    ]
