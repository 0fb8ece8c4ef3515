"""A delegate may represent no Member, and is then in a class of persons."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0017_members_of_a_body")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="person_class",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="registration", name="a_delegate_speaks_for_a_member"),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(models.Q(("role", "delegate"), _negated=True), ("member__isnull", False), _connector="OR"),
                        ("person_class", ""),
                    ),
                    models.Q(
                        models.Q(("person_class", ""), _negated=True),
                        ("member__isnull", True),
                        ("role", "delegate"),
                    ),
                    _connector="OR",
                ),
                name="a_delegate_has_a_member_or_a_class",
            ),
        ),
    ]
