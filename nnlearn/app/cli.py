"""The command `nnlearn`: lab, doctor, check, report, export, progress, merge, fresh, release, room, collect, data."""

import argparse
import io
import sys

from nnlearn import __version__


def parser():
    """Return the parser, with a subcommand for each command and one line of help."""
    main_parser = argparse.ArgumentParser(
        prog="nnlearn", description="Neural networks written out in NumPy, mirrored on a GPU, taught in notebooks."
    )
    main_parser.add_argument("--version", action="version", version=f"nnlearn {__version__}")
    commands = main_parser.add_subparsers(dest="command", required=True, metavar="command")
    commands.add_parser(
        "lab", help="open your copy of the course in JupyterLab; further options are passed to JupyterLab"
    )
    commands.add_parser("doctor", help="find out what is wrong with this installation, and how to fix it")
    check = commands.add_parser("check", help="check the exercises of a lesson in your notebook")
    check.add_argument("what", help="a lesson's number (02: your own notebook), a notebook, or the folder of a class")
    check.add_argument("--json", metavar="FILE", help="also write the result of one notebook as JSON")
    check.add_argument("--out", metavar="FOLDER", default=".", help="where to put class.csv and class.html of a folder")
    limits(check, seconds=300, cell_seconds=60)
    check.add_argument(
        "--jobs", type=int, help="how many notebooks of a folder run at the same time (one per processor, at most 4)"
    )
    check.add_argument(
        "--gradebook", choices=["moodle", "canvas"], help="also write gradebook.csv, with the points of a folder"
    )
    check.add_argument("--roster", metavar="FILE", help="the class list that Moodle or Canvas exports, for --gradebook")
    report = commands.add_parser("report", help="run the report of a capstone from clean and count its points")
    report.add_argument("folder", help="the capstone's folder, with report.ipynb in it; it is only read")
    begin = report.add_mutually_exclusive_group()
    begin.add_argument("--start", action="store_true", help="make the folder, with an empty report, instead")
    begin.add_argument("--example", action="store_true", help="make the folder, with a finished example, instead")
    limits(report, seconds=1200, cell_seconds=600)
    check.add_argument(
        "--sandbox", action="store_true", help="insist on bubblewrap for a folder (without it: used where it works)"
    )
    export = commands.add_parser("export", help="make assignments of the exercises, for nbgrader or Otter")
    export.add_argument("tool", choices=["nbgrader", "otter"])
    export.add_argument("folder", help="where to write them; nothing in it is overwritten")
    export.add_argument("lessons", nargs="*", metavar="NN", help="lessons, for instance 02 04 (all)")
    progress = commands.add_parser("progress", help="show which exercises are done")
    progress.add_argument("--csv", metavar="FILE", help="also write the table to a file, to hand it in")
    merge = commands.add_parser("merge", help="join the progress files of a class into one table")
    merge.add_argument("folders", nargs="+", metavar="FOLDER", help="with ada/.nnlearn-progress.json, ben.csv, ...")
    merge.add_argument("--out", metavar="FILE", default="class_progress.csv", help="the table (%(default)s)")
    fresh = commands.add_parser("fresh", help="get a clean copy of a lesson; yours is kept, with its date in the name")
    fresh.add_argument("lesson", help="the lesson's number, for instance 02")
    room = commands.add_parser("room", help="show live where a class stands, as far as learners choose to join")
    room.add_argument("lessons", nargs="*", help="numbers of lessons (02 03); without any: those from which news comes")
    room.add_argument(
        "--host",
        nargs="?",
        default="127.0.0.1",
        const="0.0.0.0",
        help="let the room's network join (this machine only)",
    )
    room.add_argument("--port", type=int, default=8000, help="where it listens (%(default)s; 0: any that is free)")
    room.add_argument("--share", action="store_true", help="let other machines open the page, too: for helpers")
    room.add_argument("--save", metavar="FILE", help="also keep what comes in, in a new CSV (without it: nothing)")
    release = commands.add_parser(
        "release", help="solutions: pack them for learners, or put a file with them into place"
    )
    release.add_argument(
        "what", nargs="*", help="lessons' numbers or all (instructors); the file you were sent (learners)"
    )
    collect = commands.add_parser("collect", help="on a hub: copy every learner's exercises into a folder to check")
    collect.add_argument("homes", help="the folder of the learners' homes, for instance /home")
    collect.add_argument("folder", help="where the copies go: folder/ada/exercises/...")
    collect.add_argument("--lesson", help="everybody's exercises of one lesson, begun or not")
    data = commands.add_parser("data", help="download a data set that is not part of the course: data fetch mnist")
    data.add_argument("action", choices=["fetch"])
    data.add_argument("name", help="mnist or fashion_mnist")
    return main_parser


def limits(command, seconds, cell_seconds):
    """Give a command the limits of a notebook as options."""
    command.add_argument("--seconds", type=float, default=seconds, help="limit for one notebook (%(default)s)")
    command.add_argument("--cell-seconds", type=float, default=cell_seconds, help="limit for one cell (%(default)s)")
    command.add_argument("--memory", type=float, default=4, help="limit for one notebook in GB (%(default)s)")


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
        from nnlearn.checks.progress_file import course_folder

        print(fresh(arguments.lesson, course=course_folder()))  # on a hub it lies in the learner's home
        return 0
    if command == "room":
        from nnlearn.room.command import room

        return room(arguments.lessons, arguments.host, arguments.port, arguments.share, arguments.save)
    if command == "release":
        from nnlearn.app.release import release
        from nnlearn.checks.progress_file import course_folder

        print(release(arguments.what, course=course_folder()))
        return 0
    if command == "collect":
        from nnlearn.app.collect import collect

        print(collect(arguments.homes, arguments.folder, arguments.lesson))
        return 0
    if command == "data":
        from nnlearn.datasets import fetch

        folder = fetch(arguments.name, progress=show)
        print(f"{arguments.name} is in {folder}: datasets.{arguments.name}() loads it")
        return 0
    if command == "check":
        return int(not check(arguments))
    if command == "export":
        from nnlearn.assignments.export import export

        print("\n".join(export(arguments.tool, arguments.folder, arguments.lessons)))
        return 0
    if command == "merge":
        from nnlearn.grading.merge import merge

        return int(merge(arguments.folders, arguments.out) > 0)
    if command == "report":
        return int(not capstone(arguments))
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

    most = Limits(arguments.seconds, arguments.cell_seconds, arguments.memory)
    if bool(arguments.gradebook) != bool(arguments.roster):
        raise ValueError("check expected --gradebook and --roster together: the points go into the platform's own list")
    if Path(arguments.what).is_dir():
        from nnlearn.grading.folder import check_folder
        from nnlearn.grading.roster import read_roster

        roster = read_roster(Path(arguments.roster), arguments.gradebook) if arguments.roster else None
        return check_folder(arguments.what, most, arguments.out, arguments.jobs, arguments.sandbox or None, roster)
    from nnlearn.grading.notebook import check_notebook

    return check_notebook(arguments.what, most, arguments.json)


def capstone(arguments):
    """Run a capstone's report and count its points, or make a folder for one; return whether all is well."""
    if arguments.start or arguments.example:
        from nnlearn.app.capstone import begin

        print(begin(arguments.folder, "example" if arguments.example else "template"))
        return True
    from nnlearn.grading.capstone import check_report
    from nnlearn.grading.process import Limits

    return check_report(arguments.folder, Limits(arguments.seconds, arguments.cell_seconds, arguments.memory))


def main(arguments=None):
    """Run one command; return its exit status: 0 for success, 1 for failure, 2 for a command it does not know."""
    for stream in (sys.stdout, sys.stderr):  # a name that the terminal's encoding lacks must not end a report
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    everything = parser()
    known, extra = everything.parse_known_args(arguments)
    if extra and known.command != "lab":
        everything.error(f"unrecognized arguments: {' '.join(extra)}")
    try:
        return run(known.command, known, extra)
    except ImportError as error:
        print(f"nnlearn {known.command}: {error}; nnlearn doctor says what is wrong", file=sys.stderr)
        return 1
    except (ValueError, OSError) as error:  # the learner's own mistakes: one sentence, no traceback
        print(f"nnlearn {known.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
