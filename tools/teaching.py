"""Write what is made for instructors: the plans in TEACHING.md, and a page for each lesson in instructors/.

python tools/teaching.py            # all; the tours take some 20 seconds of processor time
python tools/teaching.py --quick    # without the tours: their scripts stay as they are
python tools/teaching.py --check    # write nothing, say what is not up to date
"""

import argparse
import re
import sys
from pathlib import Path

import instructor_pages
import plan_tables
from tqdm import tqdm

from nnlearn.files import write_atomically
from nnlearn.syllabus import existing

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "TEACHING.md"
PLANS = re.compile(r"(?<=<!-- plans -->\n).*(?=<!-- /plans -->)", re.DOTALL)


def filled(text):
    """Return TEACHING.md with its plans renewed."""
    return PLANS.sub(lambda _: plan_tables.tables() + "\n", text)


def made(quick=False):
    """Return {path: text} of all that this writes."""
    found = {FILE: filled(FILE.read_text(encoding="utf-8"))}
    for one in tqdm(existing(ROOT), unit="lesson", disable=None if not quick else True):
        script = None if quick else instructor_pages.script(one.number)
        found[instructor_pages.path(one.number)] = instructor_pages.page(one.number, script)
    return found


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave the tours' scripts as they are")
    parser.add_argument("--check", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    texts = made(asked.quick)
    old = [file for file, text in texts.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
    if not asked.check:
        instructor_pages.FOLDER.mkdir(exist_ok=True)
        for file in old:
            write_atomically(file, texts[file])
    names = ", ".join(str(file.relative_to(ROOT)) for file in old) or "nothing"
    print(f"not up to date, run tools/teaching.py: {names}" if asked.check else f"written: {names}")
    return int(asked.check and bool(old))


if __name__ == "__main__":
    sys.exit(main())
