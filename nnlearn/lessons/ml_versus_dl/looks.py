"""How the picture of the duel tells eleven rivals apart, and what it calls them at length."""

from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, SKY, VERMILION

# Colour, marker, kind of line. One colour is one idea: black rules, orange features, red a network with convolutions.
LOOKS = {
    "rules": (INK, "s", "-"),
    "logistic": (SKY, "o", "-"),
    "neighbours": (FAINT, "v", "-"),
    "forest": (GREEN, "^", "-"),
    "SVM": (BLUE, "s", "-"),
    "dense": (PURPLE, "X", "-"),
    "CNN": (VERMILION, "v", "--"),
    "rule scores": (INK, "P", "--"),
    "hand-made": (ORANGE, "D", "-"),
    "hand-made SVM": (ORANGE, "o", "--"),
    "pooled CNN": (VERMILION, "D", "-"),
}
ABOUT = {
    "rules": "ten templates slid along the signal; no data",
    "logistic": "logistic regression on the 40 numbers",
    "neighbours": "answers as the nearest examples do",
    "forest": "150 trees that ask about single places",
    "SVM": "support vectors, compared by an RBF kernel",
    "dense": "two hidden layers, a weight for every place",
    "CNN": "convolutions, then a weight for every place",
    "rule scores": "ten best fits, then logistic regression",
    "hand-made": "120 hand-made features, then logistic regression",
    "hand-made SVM": "120 hand-made features, then an RBF-SVM",
    "pooled CNN": "convolutions, then the mean over places",
}
