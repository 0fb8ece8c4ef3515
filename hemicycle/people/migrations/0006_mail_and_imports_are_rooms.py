"""Mails, personal links and imports are in rooms of their own; nothing in the database changes."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
        ('imports', '0001_initial'),
        ('correspondence', '0005_mail_is_a_room'),
        ('people', '0005_tables_of_mail_and_imports'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name='import',
                    name='applied_by',
                ),
                migrations.RemoveField(
                    model_name='import',
                    name='by',
                ),
                migrations.RemoveField(
                    model_name='import',
                    name='consultation',
                ),
                migrations.RemoveField(
                    model_name='import',
                    name='upload',
                ),
                migrations.RemoveField(
                    model_name='importrow',
                    name='source',
                ),
                migrations.RemoveField(
                    model_name='mailing',
                    name='consultation',
                ),
                migrations.RemoveField(
                    model_name='mailing',
                    name='sent_by',
                ),
                migrations.RemoveField(
                    model_name='personallink',
                    name='registration',
                ),
                migrations.DeleteModel(
                    name='Delivery',
                ),
                migrations.DeleteModel(
                    name='Import',
                ),
                migrations.DeleteModel(
                    name='ImportRow',
                ),
                migrations.DeleteModel(
                    name='Mailing',
                ),
                migrations.DeleteModel(
                    name='PersonalLink',
                ),
            ],
        ),
    ]
