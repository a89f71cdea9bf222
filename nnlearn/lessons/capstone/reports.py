"""Six short reports for exercise 33.5, in each of them one fault; their numbers are those of audits.py."""

REPORTS = {
    "A": (
        "Question: can 2,000 measured genes tell two groups of 40 patients apart?",
        "z = (x - x.mean(axis=0)) / x.std(axis=0)                       # all 80 patients",
        "columns = np.argsort(-abs(z.T @ (y - 0.5)))[:20]               # the 20 best genes",
        "learn, test = np.split(np.random.default_rng(seed).permutation(80), 2)",
        "centres = [x[learn][y[learn] == k][:, columns].mean(axis=0) for k in (0, 1)]",
        "accuracy on `test`, the nearer centre wins",
        "Result: 0.87 +- 0.03, mean and spread over 20 splits (seeds 0 to 19); a coin has 0.50.",
    ),
    "B": (
        "Question: how well does a small network read digits, given 200 examples?",
        "x is ink from 0 to 1; 200 digits to learn from, 100 to test, split once before anything else",
        "for seed in range(20):",
        "    model = nn.MLP([64, 8, 10])         # a start of its own for each seed",
        "    nn.fit(model, loss, nn.Adam(model.parameters(), lr=0.01), x, y, epochs=4)",
        "    if accuracy(model, test) > accuracy(kept, test): kept = model",
        "Result: 0.76 on the 100 test digits, interval 0.67 to 0.83.",
    ),
    "C": (
        "Question: is a network better than nearest neighbours, given 500 digits?",
        "500 digits to learn from, 300 for validation, 997 to test, split before anything else",
        "network: 3 rates x 2 widths, the best of these six by validation: rate 0.01, 64 units",
        "neighbours: k = 30, the label of most of the 30 nearest digits",
        "five starts of the chosen network; the test part was read once, at the end",
        "Result: network 0.957 (mean of five starts), neighbours 0.926; gain 0.013 to 0.047 (paired interval).",
    ),
    "D": (
        "Question: how many digits does our reader still read under attack? Budget 0.1 a pixel.",
        "reader = a linear layer, trained on 500 digits of ink from 0 to 1; five starts",
        "s = 100 * reader(x)                      # surer answers, the same digits are read",
        "g = the slope of cross-entropy(s, y) in x, for 997 test digits",
        "attacked = np.clip(x + 0.1 * np.sign(g), 0, 1)",
        "Result: 0.79 of the digits are left (mean of five starts, interval 0.77 to 0.82).",
    ),
    "E": (
        "Question: does our network look at the stroke, and not at the paper?",
        "network: 64-64-10, trained on 500 digits of ink from 0 to 1; five starts",
        "g = the slope of cross-entropy in x, for 100 test digits",
        "map = abs(g * x)                         # sharper than abs(g)",
        "share = the sum of `map` where the ink is above 0.25, over its sum",
        "Result: 0.93 of the map lies on the stroke, mean of five starts, spread 0.001: the network looks there.",
    ),
    "F": (
        "Question: can eight values of a series predict the ninth?",
        "windows x (1200, 8) and the values after them y (1200,), one window for each hour of 50 days",
        "order = np.random.default_rng(0).permutation(1200)",
        "learn, test = order[:800], order[800:]",
        "forecast = the mean of y over the two windows of `learn` that are nearest",
        "rival = the last value of the window",
        "Result: mean error 0.69, the rival's is 0.91; paired interval of the gain 0.12 to 0.31.",
    ),
}
FAULTS = {
    "leak": "the test part helped to prepare the features",
    "best of many": "the test part chose among several models",
    "untuned rival": "one side was tuned, the other was not",
    "masked attack": "the attack had no slope to follow",
    "map of the picture": "the map would look the same whatever the network had learned",
    "shuffled time": "what is tested lies between what was learned",
    "one start": "the result of a single start is given as that of the method",
    "no interval": "nothing says how far chance alone could move the result",
}


def listing():
    """Return the six reports as a text, their lines numbered from 1, and the names of faults."""
    told = []
    for name, lines in REPORTS.items():
        told += [f"Report {name}", *(f"  {k}  {line}" for k, line in enumerate(lines, 1)), ""]
    return "\n".join([*told, *(f"{name!r}: {what}" for name, what in FAULTS.items())])
