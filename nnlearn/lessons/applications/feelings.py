"""Lab E: does a sentence praise or complain? Words that can be counted, and networks that read them."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.applications.contest import parted
from nnlearn.lessons.lstm.models import reader

LENGTH = 24  # words of a sentence that the networks see
PAIRS = False, True  # words alone; pairs of neighbours, too
SETTINGS: dict = {
    "more frequent": [{}],
    "naive Bayes": [{"alpha": alpha, "pairs": pairs} for alpha in (0.1, 0.3, 1.0, 3.0) for pairs in PAIRS],
    "logistic": [{"C": C, "pairs": pairs} for C in (0.3, 1.0, 3.0, 10.0) for pairs in PAIRS],
    "mean of embeddings": [{"epochs": epochs, "decay": decay} for epochs in (6, 12) for decay in (0.05, 0.2, 0.5, 2.0)],
    "GRU": [
        {"epochs": epochs, "rate": rate, "decay": decay}
        for epochs in (3, 6)
        for rate in (0.003, 0.01)
        for decay in (0.05, 0.5)
    ],
}
RANDOM = "mean of embeddings", "GRU"
CHOICE = max, "right"


@lru_cache(maxsize=1)
def data():
    """Return the words of each sentence, whether it praises, and its site; sentences that repeat one are left out.

    Examples
    --------
    >>> words, y, site = data()
    >>> words[1], int(y[1])
    (['good', 'case', 'excellent', 'value'], 1)
    """
    reviews = datasets.sentences()
    words = [split_words(text) for text in reviews.texts]
    _, first = np.unique([" ".join(one) for one in words], return_index=True)
    keep = np.sort(first)
    return [words[i] for i in keep], reviews.y[keep], reviews.site[keep]


def split_words(text):
    """Return the words of a text in small letters; ! and ? count as words.

    Examples
    --------
    >>> split_words("Not good, isn't it?")
    ['not', 'good', "isn't", 'it', '?']
    """
    return re.findall(r"[a-z']+|[!?]", text.lower())


def split(k):
    """Return a split at random for k = 0, 1, ...; for "amazon", "imdb" or "yelp" this site is the test.

    Examples
    --------
    >>> sum(len(part) for part in split(0)[:2]) == len(split(0).final)
    True
    """
    _, y, site = data()
    if isinstance(k, str):
        test = site == datasets.sentences().sites.index(k)
        rest, test = np.random.default_rng(0).permutation(np.flatnonzero(~test)), np.flatnonzero(test)
    else:
        order = np.random.default_rng(k).permutation(len(y))
        rest, test = order[:-600], order[-600:]
    return parted(rest[:-400], rest[-400:], test)


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return whether the sentences `ask` praise, 1 or 0, as a rival sees them that has learned from `learn`.

    Examples
    --------
    >>> predicted("naive Bayes", {"alpha": 1.0, "pairs": False}, np.arange(2000), np.arange(3)).tolist()
    [0, 1, 1]
    """
    words, y, _ = data()
    if rival == "more frequent":
        return np.full(len(ask), np.bincount(y[learn]).argmax())
    known, asked = [words[i] for i in learn], [words[i] for i in ask]
    if rival in RANDOM:
        return (network(known, y[learn], seed, gru=rival == "GRU", **setting, nn=nn)(asked) > 0).astype(int)
    return (counted(rival, known, y[learn], **setting)(asked) > 0.5).astype(int)


def terms(words, pairs=False):
    """Return the words of a sentence, each once, and its pairs of neighbours if asked for."""
    return set(words) | ({f"{a} {b}" for a, b in pairwise(words)} if pairs else set())


def vocabulary(known, pairs=False):
    """Return the number of each term that is in two sentences or more, in alphabetical order.

    Examples
    --------
    >>> vocabulary([["good", "case"], ["a", "good", "case"], ["a", "bad", "one"]], pairs=True)
    {'a': 0, 'case': 1, 'good': 2, 'good case': 3}
    """
    counts = Counter(term for words in known for term in terms(words, pairs))
    return {term: k for k, term in enumerate(sorted(term for term, count in counts.items() if count >= 2))}


def bags(sentences, numbers, pairs=False):
    """Return a sparse row for each sentence, 1 for every term that it holds."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer=lambda words: sorted(terms(words, pairs)), vocabulary=numbers)
    return counter.transform(sentences)


def counted(rival, known, y, *, pairs=False, **setting):
    """Return a function: sentences, as lists of words -> probability of praise, by counts of words."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import MultinomialNB

    numbers = vocabulary(known, pairs)
    model = MultinomialNB(**setting) if rival == "naive Bayes" else LogisticRegression(**setting, max_iter=1000)
    model.fit(bags(known, numbers, pairs), y)
    return lambda sentences: model.predict_proba(bags(sentences, numbers, pairs))[:, 1]


def rows(sentences, numbers):
    """Return the first 24 words of each sentence as numbers (n, 24): 0 fills, 1 is an unknown word.

    Examples
    --------
    >>> rows([["good", "case"]], {"good": 0}).shape, rows([["good", "case"]], {"good": 0})[0, -2:].tolist()
    ((1, 24), [2, 1])
    """
    found = np.zeros((len(sentences), LENGTH), np.int64)
    for row, words in zip(found, sentences, strict=True):
        codes = [numbers.get(word, -1) + 2 for word in words[:LENGTH]] or [1]
        row[-len(codes) :] = codes  # at the end, where a GRU has read last
    return found


def network(known, y, seed=0, *, gru=False, epochs=12, rate=0.01, decay=0.05, nn=nn):
    """Return a function: sentences, as lists of words -> score, above 0 for praise; trained on either side.

    The mean of 32 numbers a word, or a GRU that reads them one after the other; a linear layer on it.

    Examples
    --------
    >>> known = [["good"], ["good", "case"], ["bad"], ["bad", "case"]]
    >>> network(known, np.array([1, 1, 0, 0]), epochs=20)([["good"]]) > 0
    array([ True])
    """
    nn.manual_seed(seed)
    numbers = vocabulary(known)
    if gru:
        net = nn.Sequential(nn.Embedding(len(numbers) + 2, 32), reader(nn, nn.GRU(32, 32, batch_first=True), 1))
    else:
        net = nn.Sequential(nn.EmbeddingBag(len(numbers) + 2, 32, padding_idx=0), nn.Linear(32, 1))
    net.to(nn.device())
    optimizer = nn.AdamW(net.parameters(), lr=rate, weight_decay=decay)
    target = y[:, None].astype(np.float32)
    nn.fit(net, nn.BCEWithLogitsLoss(), optimizer, rows(known, numbers), target, epochs=epochs, batch_size=32)
    return lambda sentences: nn.predict(net, rows(sentences, numbers))[:, 0]


def measures(said, ask):
    """Return the share of sentences that are judged right."""
    return {"right": round(float((said == data()[1][ask]).mean()), 4)}
