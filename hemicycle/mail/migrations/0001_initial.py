"""Mails and personal links as they stand in their tables already, which ``people`` made and named for this room."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


MODELS = ('mailing', 'delivery', 'personallink')


def _move(apps, old, new):
    apps.get_model('contenttypes', 'ContentType').objects.filter(app_label=old, model__in=MODELS).update(app_label=new)


def move(apps, schema_editor):
    """What refers to a content type, as a permission does, goes on referring to it."""
    _move(apps, 'people', 'mail')


def move_back(apps, schema_editor):
    _move(apps, 'mail', 'people')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('consultations', '0002_registration'),
        ('people', '0005_tables_of_mail_and_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(move, move_back),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Mailing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('template', models.CharField(max_length=40)),
                        ('subject', models.JSONField(default=dict)),
                        ('body', models.JSONField(default=dict)),
                        ('selection', models.JSONField(default=dict)),
                        ('at', models.DateTimeField()),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='consultations.consultation')),
                        ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PersonalLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('enter', 'Enter the sitting'), ('registration', 'See and change one’s registration')], max_length=20)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.registration')),
                    ],
                    options={
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.EmailField(blank=True, max_length=254)),
                        ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=2)),
                        ('token', models.CharField(max_length=32, unique=True)),
                        ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('bounced', 'Bounced'), ('cancelled', 'Cancelled')], default='queued', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('answer', models.CharField(blank=True, max_length=500)),
                        ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.contact')),
                        ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
                        ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='people.registration')),
                        ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='mail.mailing')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['state', 'next_at'], name='delivery_due')],
                    },
                ),
            ],
        ),
    ]
