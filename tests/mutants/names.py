"""What mutmut makes of the copy in the working directory: ``python -m tests.mutants.names`` prints a JSON object.

A program of its own, because mutmut reads its configuration where it is imported.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, walk_mutatable_files


def main() -> None:
    """Make every mutant and print it by name with its file; with names as arguments, what each of them changes."""
    if sys.argv[1:]:
        found = {name: get_diff_for_mutant(name) for name in sys.argv[1:]}
    else:
        found = {name: path for path in _made() for name in _names(path)}
    json.dump(found, sys.stdout)


def _made() -> list[str]:
    """The files that have mutants, made where ``mutmut run`` looks for them."""
    Path("mutants").mkdir(exist_ok=True)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(max_children=1)
    return sorted(str(path) for path in walk_mutatable_files())


def _names(path: str) -> list[str]:
    kept = SourceFileMutationData(path=Path(path))
    kept.load()
    return list(kept.exit_code_by_key)


if __name__ == "__main__":
    main()
