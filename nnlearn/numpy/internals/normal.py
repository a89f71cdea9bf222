"""The normal distribution, as GELU needs it: NumPy has no erf, and math.erf takes one number at a time."""

import math

import numpy as np

TOP = 40.0  # Phi(-40) is less than the smallest float64
# (1 + x) e^(x^2/2) Phi(-x) for 0 <= x <= TOP, as a series of Chebyshev polynomials in t = (1.2 x - 4) / (x + 4), which
# runs from -1 to 1; tests/library/test_smooth_activations.py computes the coefficients again with 80 digits.
CHEBYSHEV = (
    0.47155383968620496, -0.058137107824620796, -0.013239343287072368, 0.011720805505664662, -0.00392255077449567,
    0.0007531885997472562, -6.358269928966487e-05, -6.521341336733567e-06, 2.060222482949714e-06, 5.057387600353634e-09,
    -5.327111640599395e-08, 1.3965063133551673e-09, 1.5315094566461465e-09, -3.2587598300273894e-11,
    -4.968203086242908e-11, -7.037660075245836e-13, 1.6876915513246838e-12, 1.2881955780138226e-13,
    -5.3306772462836365e-14, -9.387653287891374e-15, 1.2226543379932563e-15, 5.066713251953528e-16,
    6.124976574694278e-18, -2.0836670055688574e-17,
)  # fmt: skip
POLYNOMIALS = {  # the same in powers of t, up to the precision of each dtype
    np.dtype(dtype): np.polynomial.chebyshev.cheb2poly(CHEBYSHEV[:terms]).tolist()
    for dtype, terms in ((np.float64, 24), (np.float32, 12))
}


def normal(x):
    """Return Phi(x), the chance that a standard normal number is below x, and its density phi(x).

    phi(x) = e^(-x^2/2) / sqrt(2 pi). Both are right to four roundings of their size, in the left tail too, where
    (1 + erf(x/sqrt 2)) / 2 has no digits left.

    References
    ----------
    Shepherd, Laframboise (1981), "Chebyshev approximation of (1 + 2x) exp(x^2) erfc x in 0 <= x < infinity", for the
    series; Cody (1969), "Rational Chebyshev approximations for the error function", for the two factors of e^(-x^2/2).

    Examples
    --------
    >>> [float(each) for each in normal(np.array(0.0))]
    [0.5, 0.3989422804014327]
    """
    size = np.minimum(np.abs(x), TOP)
    t = (1.2 * size - 4) / (size + 4)
    highest, *others = reversed(POLYNOMIALS.get(x.dtype, POLYNOMIALS[np.dtype(np.float64)]))
    series = np.full_like(t, highest)
    for coefficient in others:
        series *= t
        series += coefficient
    near = np.floor(16 * size) / 16  # its square is exact, so no rounding of x^2 is magnified by exp
    exponential = np.exp(-0.5 * near * near) * np.exp(-0.5 * (size - near) * (size + near))
    tail = exponential * series / (1 + size)  # Phi(-|x|)
    return np.where(x < 0, tail, 1 - tail), exponential * (1 / math.sqrt(2 * math.pi))
