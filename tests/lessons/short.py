"""Lessons with shorter trainings, for what does not depend on how long they last: an import, a name, a side.

Two epochs stand for many and two seeds for five; what else takes long in a lesson is in `ALSO`. What a lesson prints
is then not what it says: nbval compares the outputs of the lessons as they are.
"""

import re

ENOUGH = 2
RULES = [  # what stands before a number that is larger than ENOUGH, and what stands after it
    (r'\bepochs(?:=|": )', r"\b(?!\.)"),
    (r"\bfor seed in range\(", r"\)"),
    (r"\bfor _ in range\(", r"\):  # epochs"),
]
ALSO = {  # lesson: (what stands there, what is written instead)
    "10_initialization": [("range(5)\n", "range(2)\n"), ("(3, 5)", "(3, 2)")],
    "12_evaluation": [("seeds = range(20)", "seeds = range(2)")],
    "18_recurrent_networks": [
        ("windows(codes[:cut], 40, step=40)", "windows(codes[:cut], 40, step=160)"),
        ("for k in range(150)", "for k in range(30)"),
    ],
    "21_attention": [
        ("translator(nn, seed=1)", "translator(nn, seed=1, steps=20)"),
        ("name_writer(nn, seed=0)", "name_writer(nn, seed=0, steps=20)"),
    ],
    "24_boltzmann_machines": [("(digits, hidden, 30, 0.05", "(digits, hidden, 2, 0.05")],
    "25_deep_belief_networks": [
        ("momentum=0.9, rng", "momentum=0.9, epochs=2, rng"),
        ("*setting, side=nn", "*setting, steps=20, side=nn"),
    ],
    "26_gans": [
        ("play(game, 200,", "play(game, 20,"),
        ("turns in (100, 1000)", "turns in (10, 20)"),
        ("range(601)", "range(61)"),
        ("(0, 50, 150, 300, 600)", "(0, 5, 15, 30, 60)"),
        ("((500, 500), (1000, 500), (2000, 1000))", "((500, 20), (1000, 20), (2000, 20))"),
        ("for k in range(5)", "for k in range(2)"),
        ("play(game, 400,", "play(game, 20,"),
    ],
    "28_reinforcement_learning": [("deep_q(0, steps=5000", "deep_q(0, steps=1000")],
    "32_applications": [
        ('"steps": 600', '"steps": 20'),
        (
            "import figure, images, show",
            "import figure, images, show\n"
            "for lab in (loans, baskets, molecules):\n"
            "    lab.SETTINGS.update({rival: settings[:1] for rival, settings in lab.SETTINGS.items()})",
        ),
    ],
}


def shortened(stem, sources):
    """Return the sources of a lesson's code cells with shorter trainings."""
    for old, new in ALSO.get(stem, ()):
        assert any(old in source for source in sources), f"lesson {stem} has no `{old}` any more: change ALSO"
        sources = [source.replace(old, new) for source in sources]
    return [_by_rules(source) for source in sources]


def _by_rules(source):
    for before, after in RULES:
        source = re.sub(f"({before})(\\d+)(?={after})", lambda one: one[1] + str(min(int(one[2]), ENOUGH)), source)
    return source
