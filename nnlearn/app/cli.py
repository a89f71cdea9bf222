"""The command `nnlearn`: lab, doctor, check, progress, fresh, data."""

import argparse
import sys


def parser():
    """Return the parser, with a subcommand for each command and one line of help."""
    main_parser = argparse.ArgumentParser(
        prog="nnlearn", description="Neural networks written out in NumPy, mirrored on a GPU, taught in notebooks."
    )
    commands = main_parser.add_subparsers(dest="command", required=True, metavar="command")
    commands.add_parser(
        "lab", help="open your copy of the course in JupyterLab; further options are passed to JupyterLab"
    )
    commands.add_parser("doctor", help="find out what is wrong with this installation, and how to fix it")
    check = commands.add_parser("check", help="check the exercises of a lesson in your notebook")
    check.add_argument("what", help="a lesson's number (02: your own notebook), a notebook, or the folder of a class")
    check.add_argument("--json", metavar="FILE", help="also write the result of one notebook as JSON")
    check.add_argument("--out", metavar="FOLDER", default=".", help="where to put class.csv and class.html of a folder")
    check.add_argument("--seconds", type=float, default=300, help="limit for one notebook (%(default)s)")
    check.add_argument("--cell-seconds", type=float, default=60, help="limit for one cell (%(default)s)")
    check.add_argument("--memory", type=float, default=4, help="limit for one notebook in GB (%(default)s)")
    check.add_argument(
        "--jobs", type=int, help="how many notebooks of a folder run at the same time (one per processor, at most 4)"
    )
    progress = commands.add_parser("progress", help="show which exercises are done")
    progress.add_argument("--csv", metavar="FILE", help="also write the table to a file, to hand it in")
    fresh = commands.add_parser("fresh", help="get a clean copy of a lesson; yours is kept, with its date in the name")
    fresh.add_argument("lesson", help="the lesson's number, for instance 02")
    data = commands.add_parser("data", help="download a data set that is not part of the course: data fetch mnist")
    data.add_argument("action", choices=["fetch"])
    data.add_argument("name", help="mnist or fashion_mnist")
    return main_parser


def show(name, done, total):
    """Show how far a download is: on one line in a terminal, elsewhere once at the end."""
    terminal, ready = sys.stderr.isatty(), done >= total
    if terminal or ready:
        line = f"{name}: {done / 1e6:.2f} of {total / 1e6:.2f} MB"
        print("\r" * terminal + line, end="\n" * ready, file=sys.stderr, flush=True)


def run(command, arguments, extra):
    """Call the module that does the work, imported only now; return the exit status."""
    if command == "lab":
        from nnlearn.app.lab import lab

        return lab(extra)
    if command == "doctor":
        from nnlearn.doctor import examine, report

        return int(report(examine()) > 0)
    if command == "fresh":
        from nnlearn.app.learner_copy import fresh

        print(fresh(arguments.lesson))
        return 0
    if command == "data":
        from nnlearn.datasets import fetch

        folder = fetch(arguments.name, progress=show)
        print(f"{arguments.name} is in {folder}: datasets.{arguments.name}() loads it")
        return 0
    if command == "check":
        return int(not check(arguments))
    from nnlearn.checks import progress

    progress()
    if arguments.csv:
        from nnlearn.checks.progress_table import write_csv

        print(f"The table is in {write_csv(arguments.csv)}; nothing was sent anywhere.")
    return 0


def check(arguments):
    """Check one notebook or a folder of them; return whether all passed."""
    from pathlib import Path

    from nnlearn.grading.process import Limits

    limits = Limits(arguments.seconds, arguments.cell_seconds, arguments.memory)
    if Path(arguments.what).is_dir():
        from nnlearn.grading.folder import check_folder

        return check_folder(arguments.what, limits, arguments.out, arguments.jobs)
    from nnlearn.grading.notebook import check_notebook

    return check_notebook(arguments.what, limits, arguments.json)


def main(arguments=None):
    """Run one command; return its exit status: 0 for success, 1 for failure, 2 for a command it does not know."""
    everything = parser()
    known, extra = everything.parse_known_args(arguments)
    if extra and known.command != "lab":
        everything.error(f"unrecognized arguments: {' '.join(extra)}")
    try:
        return run(known.command, known, extra)
    except (ValueError, OSError) as error:  # the learner's own mistakes: one sentence, no traceback
        print(f"nnlearn {known.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
