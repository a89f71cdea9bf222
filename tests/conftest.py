"""Let tests import the tools that build and run the notebooks."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools"))  # behind all else: tools/test.py hides nothing
