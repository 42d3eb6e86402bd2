"""``python -m fetter``."""

import sys

from . import run_with_argv

sys.exit(run_with_argv())
