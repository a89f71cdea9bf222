"""Notebooks that hurt, on purpose or not: {name: (a cell before the right answers, what the row must say)}."""

WRITE = """
import os, json
def write(event):
    for number in range(3, 40):
        try:
            os.write(number, (json.dumps(event) + chr(10)).encode())
        except OSError:
            pass
"""
FORK = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
"""
INVENTED = "a result came that no check has sent"


def event(**fields):
    told = {"id": "33.1", "status": "passed", "passed": True, "mistake": None, "value": None, "message": ""} | fields
    return f"{WRITE}\nwrite({{'result': {told!r}}})"


CELLS = {
    "half an emoji": ("raise ValueError('\\ud83d')", "ValueError: ?"),
    "half an emoji in an answer": ("check('33.1', '\\ud83d')", ""),
    "no passed": (event(passed=None), INVENTED),
    "a mistake that is a dict": (event(mistake={"a": 1}), INVENTED),
    "a list for an id": (event(id=["33.1"]), INVENTED),
    "a status with a script": (event(status='x"><script>alert(1)</script>', passed=False), INVENTED),
    "a mistake with a script": (event(status="not yet", passed=False, mistake='"><script>alert(1)</script>'), ""),
    "an exercise of nowhere": (event(id="33.99"), INVENTED),
    "two thousand exercises": (
        f"{WRITE}\nfor k in range(2000):\n    write({{'result': {{'id': f'33.{{k + 3}}', 'status': 'passed'}}}})",
        INVENTED,
    ),
    "a value that is a text": (event(value="nan"), INVENTED),
    "an event that is a number": (f"{WRITE}\nwrite(7)\nwrite(None)\nwrite([[[1]]])", ""),
    "no event at all": (
        "import os\nfor k in range(3, 40):\n    try: os.write(k, b'{{{' * 1000)\n    except OSError: pass",
        "",
    ),
    "a line without end": (
        "import os\nfor k in range(3, 40):\n    try:\n        for _ in range(300): os.write(k, b'x' * 100000)\n"
        "    except OSError: pass",
        "",
    ),
    "two thousand faults": (f"{WRITE}\nfor k in range(2000):\n    write({{'fault': 'f' * 9000}})", "ffff"),
    "many prints": ("for _ in range(100): print('x' * 1000000)", ""),
    "an end": ("import os; os._exit(7)", "the kernel died (exit status 7)"),
    "a signal to itself": ("import os; os.kill(os.getpid(), 9)", "the kernel died"),
    "a loop": ("while True: pass", "stopped after"),
    "a loop that catches": ("while True:\n    try: x = missing\n    except BaseException: pass", "stopped after"),
    "a fork": (FORK, ""),
    "numpy replaced": ("import numpy as np\nnp.argwhere = lambda x: ()", "numpy.argwhere was replaced"),
    "the judge replaced": (
        "from nnlearn.checks import judge as j\nj.judge = lambda *a, **k: None",
        "nnlearn.checks.judge.judge was replaced",
    ),
    "the reference": (
        "from nnlearn.checks import registry\nx = registry.exercises('33')[0].reference",
        "it names the answers of the checks",
    ),
    "the solutions": ("open('../solutions/33.ipynb')", "it names the folder of the solutions"),
    "a listener": ("from nnlearn.checks import api\napi.listeners.clear()", "it reaches into the checks"),
}
TEXTS = {  # what a file holds in place of a notebook: what is said
    "half a file": ('{"cells": [{"cell_ty', "saved half-way"),
    "a number": ("7", "it is not a notebook"),
    "a cell without a source": ('{"cells": [{"cell_type": "code"}]}', "it is not a notebook"),
    "deep": ("[" * 100_000, "it is not a notebook"),
    "nothing": ("", "it is not a notebook"),
}
NAMES = {  # bytes of a folder: what the table shows
    b"Zo\xeb": "Zo?",
    "Zoë".encode(): "Zoë",
    b"=cmd()": "'=cmd()",
    b"<script>": "<script>",
    b'"quoted"': '"quoted"',
    "李".encode(): "李",
    b"a, b": "a, b",
}
