"""The plans of TEACHING.md as data: what is taught when, which sections are left out, which exercises are done.

`plan_blocks.py` says what a block, a day and a week are, `plan_tables.py` writes them down.
"""

from plan_blocks import Block, Plan, Week

WELCOME = Block("Welcome, sticky notes, `make lab` on every machine; the playground, free", minutes=20)
BREAK, LUNCH = Block("Break", minutes=15), Block("Lunch", minutes=60)
NEURON = ("A cell that leaks and fires", "A line that learns", "The zoo", "Recall")
SEPARABLE = ("Ten digits", "Recall")
LAYERS = ("On a GPU", "Recall")
RARE = ("The arctan error", "Weights, gaps and doubts", "What cross-entropy crosses", "Recall")
SMOOTH = ("Saddles and plateaus", "The edge of stability", "The landscape of a real network", "Recall")
STEPS = ("A rate for each weight", "Find a rate", "The race", "Schedules", "Where it breaks", "Recall")
PATHS = ("What it costs", "On a GPU", "Where it breaks", "Recall")
MATRICES = ("Six bugs, by your own hand", "On a GPU", "Recall")
LABS = ("E. Feelings", "G. Molecules", "On a GPU")
TORCH = ("How exact?", "Where it breaks", "Recall")

PLANS = {
    "A half day": Plan(
        240,
        (
            WELCOME,
            Block("01", (*NEURON, "Where the likeness ends")),
            Block("02", to="What you saw"),
            BREAK,
            Block("02", ("How many mistakes can it make?", *SEPARABLE), (1, 2), after="What you saw"),
            Block("04", exercises=(1,), to="From one unit to a layer"),
            BREAK,
            Block("04", ("Count the parameters", "Hinges", "Any curve", *LAYERS), after="From one unit to a layer"),
            Block("06", ("Valleys", "Nothing is promised", *SMOOTH)),
            Block("Questions; the feedback form", minutes=7),
        ),
        {
            "03": 'say "the bend of lesson 01, ReLU or sigmoid, is now called an activation".',
            "05": 'say "the loss is the mean of the squared errors: one number that says how wrong".',
        },
    ),
    "A day": Plan(
        480,
        (
            WELCOME,
            Block("01", NEURON, (1,)),
            Block("02", to="What you saw"),
            BREAK,
            Block("02", SEPARABLE, (1, 2), after="What you saw"),
            Block("04", to="What you saw"),
            LUNCH,
            Block("04", LAYERS, (1,), after="What you saw"),
            Block("05", exercises=(1,), to="One number for all errors"),
            BREAK,
            Block("05", ("The absolute error", "Where losses come from", *RARE), after="One number for all errors"),
            Block("06", exercises=(1, 2), to="The edge"),
            BREAK,
            Block("06", SMOOTH, after="The edge"),
            Block("The playground: the spiral by hand", minutes=20),
            Block("Questions; the feedback form", minutes=8),
        ),
        {"03": 'say "the bend of lesson 01, ReLU or sigmoid, is now called an activation"; the lesson is for home.'},
    ),
    "Two days: the first": Plan(
        480,
        (
            WELCOME,
            Block("01", ("A line that learns", "Where the likeness ends", "The zoo", "Recall"), (1,)),
            BREAK,
            Block("02", SEPARABLE, (1, 2)),
            LUNCH,
            Block("03", ("Twenty layers by hand", "Recall"), (1,)),
            Block("04", exercises=(1,), to="From one unit to a layer"),
            BREAK,
            Block("04", LAYERS, (2,), after="From one unit to a layer"),
            Block("05", exercises=(1,), to="One number for all errors"),
            BREAK,
            Block("05", RARE, (2,), after="One number for all errors"),
            Block("Questions; what was clear, what was not (two notes each)", minutes=9),
        ),
    ),
    "Two days: the second": Plan(
        480,
        (
            Block("06", SMOOTH, (1,)),
            Block("07", to="What you saw"),
            BREAK,
            Block("07", STEPS, (1,), after="What you saw"),
            Block("08", exercises=(1,), to="Sums over paths"),
            LUNCH,
            Block("08", PATHS, after="Sums over paths"),
            Block("09", exercises=(1, 2), to="Check it"),
            BREAK,
            Block("09", MATRICES, after="Check it"),
            Block("11", to="Batches"),
            BREAK,
            Block("11", TORCH, (4,), after="Batches"),
            Block("The playground; what comes after these two days; the feedback form", minutes=20),
        ),
        {"10": 'say "how large the first weights are decides whether a deep network learns; the lesson is for home".'},
    ),
}
FOLLOWS = {"Two days: the second": "Two days: the first"}

WEEKS = (
    Week(Block("01", exercises=(1,)), Block("02", exercises=(1, 2))),
    Week(Block("03", exercises=(1, 4)), Block("04", exercises=(1, 2))),
    Week(Block("05", exercises=(1,)), Block("06", exercises=(1,))),
    Week(Block("07", ("A rate for each weight", "Schedules"), (1,)), Block("08", ("What it costs",), (1, 3))),
    Week(
        Block("09", ("Six bugs, by your own hand", "On a GPU"), (1,)),
        Block("10", ("Inputs count as well",), (1,)),
        ("11",),
    ),
    Week(
        Block("12", ("On a GPU", "Recall"), (2,)),
        Block("13", ("Bend it without features", "Tables of measurements"), (2,)),
        ("14",),
    ),
    Week(
        Block("15", ("Other windows", "Equivariance", "Recall"), (1,)),
        Block("16", ("What the first kernels find", "Weight sharing off", "Recall"), (1,)),
        ("17",),
    ),
    Week(
        Block("18", ("Shapes of sequences", "Forecasting"), (1, 2)),
        Block("19", ("Where gates are needed", "A cell that counts", "Real code"), (1,)),
        ("20",),
    ),
    Week(Block("21", exercises=(1,)), Block("22", exercises=(1,)), ("23",)),
    Week(Block("24", exercises=(1,)), Block("25", exercises=(1,)), ("26",)),
    Week(Block("27", exercises=(1,)), Block("28", ("What can go wrong, exactly", "The fair rivals"), (1,)), ("29",)),
    Week(
        Block("30", ("Glass boxes", "On a GPU", "Recall"), (1,)),
        Block("31", ("Save up gradients", "On many machines", "On a GPU"), (1,)),
    ),
    Week(Block("32", exercises=(1,), to="B. Bicycles"), Block("32", ("C. Letters", *LABS), (4,), after="B. Bicycles")),
    Week(
        Block("33", exercises=(1,), to="Three baselines"),
        Block("33", exercises=(2,), after="Three baselines", to="Search"),
        project="train what you have planned (33.6); the seal stays closed",
    ),
    Week(
        Block("33", exercises=(3, 4), after="Search", to="Attack and strangers"),
        Block("33", after="Attack and strangers"),
        project="your report (33.6)",
    ),
)
