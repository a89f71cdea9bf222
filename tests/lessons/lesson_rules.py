"""The rules for lessons that a program can check, as data: {what the rule demands: how it is checked}.

Each check takes the lesson of the syllabus and its planned cells, and returns whether the rule holds.
"""

import ast
import re

from notebook_pages import sections, terms

from nnlearn.checks import registry

ORDER = ["Predict", "Explore", "What you saw", "On a GPU", "Where it breaks", "Recall", "Summary"]
OPTIONAL = ["On a GPU"]  # left out where nothing new would be said
PLOTTING_LINES, DEF_LINES, COLUMNS = 12, 8, 88
BELIEFS = 2  # quoted in order to test them, like "*neurons are binary*"
LINT = r"#\s*(noqa|fmt:|type:|ruff:|pragma)"


def prose(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def sources(cells):
    return [cell.source for cell in cells if cell.cell_type == "code"]


def first(cells, pattern):
    """Return the number of the first cell that has the pattern; past the last cell if none does."""
    return next((i for i, cell in enumerate(cells) if re.search(pattern, cell.source, re.MULTILINE)), len(cells))


def words_before(cells, text):
    """Return how many words there are before the first place of a text; all of them if it is "" or has no place."""
    before, _, _ = prose(cells).partition(text) if text else (prose(cells), "", "")
    return len(before.split())


def answered_in(lesson):
    """Return the section that answers the lesson's prediction."""
    quiz = registry.find("quizzes", f"{lesson.number}.predict")
    return quiz.answered_in if quiz else "What you saw"


def section(cells, name):
    """Return the cells from the heading of this name up to the next heading of its level."""
    start = first(cells, rf"^## {name}\b")
    length = first(cells[start + 1 :], r"^## ") if start < len(cells) else 0
    return cells[start : start + 1 + length]


def plotting_lines(cells):
    """Count visible lines that use nnlearn.plots or an axes; a statement that shows a figure counts once."""
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code" and not hidden(cell)]
    plain = [
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")
    ]
    imports = [node for node in plain if isinstance(node, ast.ImportFrom) and node.module == "nnlearn.plots"]
    drawing = {alias.asname or alias.name for node in imports for alias in node.names}
    for node in plain:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and "figure" in names(node.value):
            drawing |= names(node.targets[0])
    used = [node for node in plain if names(node) & drawing]
    return sum(1 if "show" in names(node) else node.end_lineno - node.lineno + 1 for node in used)


def names(node):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def hidden(cell):
    return "hide-input" in cell.metadata.get("tags", [])


def definitions(cells):
    """Return the definitions that belong in the library: classes, and functions too long to be a formula."""
    nodes = [node for source in sources(cells) for node in ast.walk(ast.parse(source))]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    long = [node for node in functions if node.end_lineno - node.lineno + 1 > DEF_LINES]
    return [node.name for node in nodes if isinstance(node, ast.ClassDef)] + [node.name for node in long]


def in_order(cells):
    places = {name: first(cells, rf"^###? {name}\b") for name in ORDER}
    found = [place for name, place in places.items() if place < len(cells) or name not in OPTIONAL]
    return found == sorted(found) and found[-1] < len(cells)


def explained(cells):
    """Return whether every cell that shows a figure is followed by text."""
    return all(
        after is not None and after.cell_type == "markdown"
        for cell, after in zip(cells, [*cells[1:], None], strict=True)
        if cell.cell_type == "code" and re.search(r"^show\(", cell.source, re.MULTILINE)
    )


RULES = {
    "begins with `<!-- header -->`, which gives title, promise, minutes and prerequisites": lambda lesson, cells: (
        cells[0].source.startswith(f"# {lesson.number} {lesson.title}\n\n*{lesson.promise}*")
        and "Before this lesson: " in cells[0].source
    ),
    "names three things in its first cell that the learner can do afterwards": lambda lesson, cells: (
        len(re.findall(r"^- ", cells[0].source, re.MULTILINE)) == 3
    ),
    f"has the sections {', '.join(ORDER)} in this order (maybe without {', '.join(OPTIONAL)})": lambda lesson, cells: (
        in_order(cells)
    ),
    "gives every section minutes that add up to the syllabus": lambda lesson, cells: (
        sum(minutes for _, minutes in sections(prose(cells))) == lesson.minutes
        and len(sections(prose(cells))) == len(re.findall(r"^## ", prose(cells), re.MULTILINE))
    ),
    "asks a quiz under Predict": lambda lesson, cells: (
        f'quiz("{lesson.number}.predict")' in sources(section(cells, "Predict"))
    ),
    "asks a quiz under Recall": lambda lesson, cells: (
        f'quiz("{lesson.number}.recall")' in sources(section(cells, "Recall"))
    ),
    "shows an explorer under Explore": lambda lesson, cells: any(
        "Explorer(" in source for source in sources(section(cells, "Explore"))
    ),
    "lets the learner answer, move or write something by the sixth cell": lambda lesson, cells: any(
        "quiz(" in cell.source or "Explorer(" in cell.source or "try" in cell.metadata.get("tags", [])
        for cell in cells[:6]
        if cell.cell_type == "code"
    ),
    "links to its exercise within the first third of its words": lambda lesson, cells: (
        words_before(cells, f"](../{lesson.notebook('exercises')}") < words_before(cells, "") / 3
    ),
    "brings the prediction back in the section that answers it": lambda lesson, cells: (
        f'predicted("{lesson.number}.predict")' in "\n".join(sources(section(cells, answered_in(lesson))))
    ),
    "runs on torch under On a GPU, if it has that section": lambda lesson, cells: (
        not section(cells, "On a GPU")
        or any("nnlearn.torch" in source for source in sources(section(cells, "On a GPU")))
    ),
    "breaks its idea in code under Where it breaks": lambda lesson, cells: any(
        ast.parse(source).body for source in sources(section(cells, "Where it breaks"))
    ),
    "ends with `### New terms`, each as `- **term**: meaning`": lambda lesson, cells: bool(
        terms(prose(section(cells, "Summary")))
    ),
    "ends with `### Sources`, a list": lambda lesson, cells: bool(
        re.search(r"^### Sources\s+- .", prose(section(cells, "Summary")), re.MULTILINE)
    ),
    f"quotes at most {BELIEFS} beliefs": lambda lesson, cells: len(re.findall(r'"\*[^*]+\*"', prose(cells))) <= BELIEFS,
    "explains each figure in the cell after it": lambda lesson, cells: explained(cells),
    f"shows at most {PLOTTING_LINES} lines of plotting (tag the cell hide-input, or move it to nnlearn.plots)": (
        lambda lesson, cells: plotting_lines(cells) <= PLOTTING_LINES
    ),
    f"keeps its code within {COLUMNS} columns": lambda lesson, cells: all(
        len(line) <= COLUMNS for source in sources(cells) for line in source.splitlines()
    ),
    "shows no lint comment": lambda lesson, cells: not re.search(LINT, "\n".join(sources(cells))),
    f"defines no class and no function over {DEF_LINES} lines: that belongs in the library": (
        lambda lesson, cells: not definitions(cells)
    ),
}


def broken(lesson, cells, excused=()):
    """Return the rules that this lesson breaks, except those it is excused from."""
    return [rule for rule, holds in RULES.items() if rule not in excused and not holds(lesson, cells)]
