"""Try answers that were written without sight of the named mistakes, and count how many are told what is wrong.

    python tests/lessons/blind_answers.py seen 02 18
    python tests/lessons/blind_answers.py unseen 02        only to measure: do not tune the checks to these

Prints the whole message for each answer, then the counts by verdict: "named", "relation", "error", "repair", "as if",
"earlier", "advice", "place" (only where), "accepted".
"""

import collections
import contextlib
import io
import json
import linecache
import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main(kind, *numbers):
    os.environ["NNLEARN_PROGRESS"] = "memory"
    answers = json.loads((HERE / "wrong_answers" / f"{kind}.json").read_text(encoding="utf-8"))
    counts: collections.Counter = collections.Counter()
    for number in numbers:
        namespace, passed = solved(number)
        for answer in answers:
            if answer["id"][:2] == number:
                verdict, message = tried(answer, dict(namespace), passed)
                counts["right" if answer["right"] else "wrong", verdict] += 1
                print(f"## {answer['id']} {answer['what']}\n{answer['code']}\n-- {verdict}\n{message}\n")
    for (right, verdict), count in sorted(counts.items()):
        print(f"{right}, {verdict}: {count}")


def solved(number):
    """Return the names after all solutions of a lesson, and what each check is given: {"02.1": "predict"}."""
    path = next((ROOT / "solutions").glob(f"{number}_*.ipynb"))
    namespace, passed = {"__name__": "__main__", "display": lambda *shown, **options: None}, {}
    with contextlib.chdir(path.parent):
        for place, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            code = "".join(cell["source"])
            passed.update(re.findall(r'check\(\s*"(\d\d\.\d)",\s*(.*?)\)\s*$', code, re.MULTILINE))
            if cell["cell_type"] == "code" and re.search(r"import|def |class |check\(", code):
                run(re.sub(r"(?m)^.*\b(check|hint|quiz|progress)\(.*$", "pass", code), f"<solution {place}>", namespace)
    return namespace, passed


def run(code, name, namespace):
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, name, "exec"), namespace)


def valued(answer, namespace, passed):
    """Return what an answer's cell gives to `check`, or the exception it ends in."""
    namespace = dict(namespace)
    try:
        run(answer["code"], f"<{answer['id']} {answer.get('what', answer.get('name'))}>", namespace)
        return eval(passed[answer["id"]], namespace)
    except Exception as error:
        return error


def tried(answer, namespace, passed):
    """Return the verdict on one answer, and the message of the check."""
    from nnlearn.checks import judge as judging
    from nnlearn.checks import registry

    hidden = []

    def watched(*given):
        try:
            return diagnose(*given)
        except Exception as error:  # `judge` hides it from the learner
            hidden.append(f"hidden {type(error).__name__}: {error}")
            raise

    value = valued(answer, namespace, passed)
    if isinstance(value, Exception):
        return "cell", f"{type(value).__name__}: {value}"
    diagnose, judging.diagnose = judging.diagnose, watched
    try:
        result = judging.judge(registry.find("exercises", answer["id"]), value)
    finally:
        judging.diagnose = diagnose
    if hidden:
        return hidden[0], result.message
    if result:
        return "accepted", result.message
    return result.kind or ("place" if result.status == "not yet" else result.status), result.message


if __name__ == "__main__":
    main(*sys.argv[1:])
