"""``python -m hemicycle.verification FILE``."""

from __future__ import annotations

import sys

from hemicycle.verification.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
