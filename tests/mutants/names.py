"""What mutmut makes of the copy in the working directory: ``python -m tests.mutants.names`` prints a JSON object.

A program of its own, because mutmut reads its configuration where it is imported.
"""

from __future__ import annotations

import json
import sys

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name


def main() -> None:
    """Print every mutant by name and file; with names as arguments, what each of them changes."""
    if sys.argv[1:]:
        found = {name: get_diff_for_mutant(name) for name in sys.argv[1:]}
    else:
        found = {
            get_mutant_name(path, name): path.as_posix()
            for path in sorted(walk_mutatable_files())
            for name in mutate_file_contents(str(path), path.read_text(encoding="utf-8")).mutant_names
        }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
