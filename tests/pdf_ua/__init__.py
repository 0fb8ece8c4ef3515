"""Validates PDFs against PDF/UA-1 (ISO 14289-1) with veraPDF, whose library comes from Maven by its name.

``make setup`` fetches it, once: the libraries that ``pom.xml`` asks for, whose sums stand in ``jars.sha256``.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE = Path(__file__).parent
_JARS = _HERE.parents[1] / ".venv" / "pdf-ua"


def breaches(files: Iterable[Path]) -> list[str]:
    """What in the files breaks a rule: name, clause and test, what is wrong, and where. Empty where all is right."""
    asked = [str(file) for file in files]
    ran = subprocess.run(
        ["java", "-cp", f"{_JARS}/*", _HERE / "Validate.java", *asked], capture_output=True, text=True, check=True
    )
    lines = ran.stdout.splitlines()
    assert sum(line.endswith("\tvalidated") for line in lines) == len(asked)
    return [line for line in lines if not line.endswith("\tvalidated")]
