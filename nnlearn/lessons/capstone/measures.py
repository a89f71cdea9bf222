"""What a card of the sixty networks can say: computed from which test examples each of them reads rightly."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnlearn.lessons.capstone.replays import record
from nnlearn.lessons.capstone.starts import EXPLAINED, LATER

Z = 1.96


@dataclass(frozen=True)
class Measures:
    """Numbers of a card, each with the half of its 95 % interval where it has one.

    Parameters
    ----------
    test_size : int, 50 to 2000
        The first examples of the pool are the test set.
    seeds : int, 1 to 20
        Starts in the mean.
    later : bool, default False
        Whether these are the weights after training again.
    leaked : bool, default False
        Whether the networks have learned from the test set too; then there are five at most.
    linear : bool, default False
        Whether the rival was left at one setting, a linear kernel.

    Examples
    --------
    >>> one = Measures(300, 5)
    >>> one.paired_half < one.apart_half
    True
    """

    test_size: int
    seeds: int
    later: bool = False
    leaked: bool = False
    linear: bool = False

    @property
    def first(self):
        """The number of the first start."""
        return LATER if self.later else 0

    @cached_property
    def ok(self):
        """Which test examples each start reads rightly, bool (starts, test_size)."""
        if self.leaked:
            return record()["leaked"][: self.seeds, : self.test_size]
        return record()["right"][self.first : self.first + self.seeds, : self.test_size]

    @cached_property
    def rival_ok(self):
        """Which of them the rival reads rightly, bool (test_size,)."""
        return record()["rivals"][int(self.linear), : self.test_size]

    @cached_property
    def means(self):
        """The share of starts that reads each example rightly, (test_size,)."""
        return self.ok.mean(axis=0)

    @cached_property
    def accuracies(self):
        """The accuracy of each start."""
        return self.ok.mean(axis=1)

    @property
    def accuracy(self):
        """Their mean."""
        return float(self.means.mean())

    @property
    def half(self):
        """Half of its interval over examples."""
        return Z * float(self.means.var() / self.test_size) ** 0.5

    @property
    def spread(self):
        """The standard deviation over starts; 0 for a single one."""
        return float(self.accuracies.std(ddof=1)) if len(self.ok) > 1 else 0.0

    @property
    def rival(self):
        """The rival's accuracy."""
        return float(self.rival_ok.mean())

    @property
    def rival_half(self):
        """Half of its interval."""
        return Z * float(self.rival_ok.var() / self.test_size) ** 0.5

    @property
    def difference(self):
        """Accuracy of the network minus that of the rival."""
        return self.accuracy - self.rival

    @cached_property
    def paired_half(self):
        """Half of the interval of the difference, from the differences of single examples."""
        return Z * float((self.means - self.rival_ok).var() / self.test_size) ** 0.5

    @property
    def apart_half(self):
        """The same from both variances, as if each model had examples of its own."""
        return (self.half**2 + self.rival_half**2) ** 0.5

    @cached_property
    def worst(self):
        """The digit that is read worst, the share that is read, and how many of it are in the test set."""
        labels = record()["labels"][: self.test_size]
        counts = np.bincount(labels)  # the smallest test set has every digit
        shares = np.bincount(labels, weights=self.means) / counts
        digit = int(shares.argmin())
        return digit, float(shares[digit]), int(counts[digit])

    def best(self, tries):
        """Return the best accuracy of the first starts on this test set."""
        return float(record()["right"][:tries, : self.test_size].mean(axis=1).max())

    @cached_property
    def attacked(self):
        """Accuracies of five starts under tossed, chosen and badly chosen changes of equal size, (3,)."""
        return record()["attacked"][int(self.later), :EXPLAINED, :, : self.test_size].mean(axis=(0, 2))

    @property
    def same(self):
        """How alike the maps of trained and untrained networks are, by covering and by slope times input, (2,)."""
        return record()["same"][int(self.later)].mean(axis=0)
