"""What lessons/*.py say, read once for all tests of a process: copy a notebook before you change it."""

from pathlib import Path

from notebook_source import plan, read

ROOT = Path(__file__).resolve().parents[2]
PLANNED, TEXTS = plan(ROOT), read(ROOT)
