"""Two states whose values share one weight, and a value that feeds on itself."""


def grown(updates, *, gamma=0.9, rate=0.1, keep=1, second=0, leave=0.1):
    """Return the weight theta, first 1, after so many updates: V(s1) = theta, V(s2) = 2 theta, all rewards are 0.

    s1 leads to s2; s2 leads to itself, and with probability `leave` to the end.

    `theta <- theta + rate (2 gamma theta' - theta)` at s1, `theta <- theta + 2 rate (gamma (1 - leave) 2 theta' - 2
    theta)` at s2, where theta' is the weight that makes the targets.

    Parameters
    ----------
    updates : int
    gamma, rate : float
    keep : int
        After how many updates theta' is renewed.
    second : int
        How many updates at s2 there are for one at s1; they are averaged.
    leave : float

    Returns
    -------
    float

    Examples
    --------
    >>> round(grown(10), 2)  # 1.08 to the power of 10
    2.16

    References
    ----------
    Tsitsiklis, Van Roy (1996), "Feature-based methods for large scale dynamic programming".
    """
    theta = slow = 1.0
    for k in range(updates):
        if k % keep == 0:
            slow = theta
        first = 2 * gamma * slow - theta
        other = 2 * (gamma * (1 - leave) * 2 * slow - 2 * theta)
        theta += rate * (first + second * other) / (1 + second)
    return theta
