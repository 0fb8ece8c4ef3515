"""What Django's checks say of our models, before anything runs and in ``make check``: nothing personal goes unsaid."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from hemicycle.people import personal_data


@register
def every_field_is_declared(**_options: Any) -> list[Error]:
    """Every field of ours says whether it is personal."""
    errors = []
    for model in personal_data.our_models():
        label = model._meta.label
        for name in sorted(personal_data.undeclared(model)):
            words = f"{label}.{name} does not say whether it is personal."
            hint = (
                f"Add it to personal_data of {label}: to `impersonal`, or with what it is, who sees it and when it is "
                "erased (hemicycle/fields/personal.py). Retention and a person's own copy of their data follow it."
            )
            errors.append(Error(words, hint=hint, obj=model, id="hemicycle.E001"))
        errors += [
            Error(f"personal_data of {label} names {name}, which is no field of it, or twice.", id="hemicycle.E002")
            for name in sorted(personal_data.unknown(model))
        ]
    return errors
