"""Measured data that comes with scikit-learn, in the units of the source."""

import numpy as np

from nnlearn.arguments import describe
from nnlearn.datasets import shipped
from nnlearn.datasets.dataset import Dataset, paragraph


def iris():
    """Return Fisher's iris flowers: four lengths in centimetres, three species.

    Returns
    -------
    Dataset
        x (150, 4) float32, in centimetres, 0.1 to 7.9; y (150,) int64: 50 each of setosa 0, versicolor 1, virginica 2.

    References
    ----------
    Fisher (1936), "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7, Table I.

    Examples
    --------
    >>> iris()
    Dataset(iris: x float32 (150, 4), y int64 (150,), classes setosa, versicolor, virginica)
    """
    from sklearn.datasets import load_iris

    return _classes(
        "iris",
        load_iris(),
        """Length and width of sepals and petals of 150 iris flowers. Source: collected by Edgar Anderson, published
        by R. A. Fisher (1936), UCI Machine Learning Repository, doi.org/10.24432/C56C76; scikit-learn's copy
        corrects two flowers that differ from Fisher's table in UCI's. Licence: CC BY 4.0 (UCI). Shapes: x (150, 4)
        float32 in centimetres, y (150,) int64, 50 of each of 3 species. Good for: the perceptron; a straight line
        separates setosa from the other two species, even in petal length and width alone; versicolor and virginica
        overlap and cannot be separated.""",
    )


def wine():
    """Return the wine data: thirteen measurements of 178 wines from three grape cultivars.

    Returns
    -------
    Dataset
        x (178, 13) float32, in mixed units from 0.13 to 1680; y (178,) int64: 59, 71 and 48 of the classes 0, 1, 2.

    References
    ----------
    Aeberhard and Forina (1992), *Wine*, UCI Machine Learning Repository.

    Examples
    --------
    >>> data = wine()
    >>> data.features[0], data.features[-1], data.x[0, [0, -1]].round().tolist()
    ('alcohol', 'proline', [14.0, 1065.0])
    """
    from sklearn.datasets import load_wine

    return _classes(
        "wine",
        load_wine(),
        """Chemical analysis of 178 wines from one region of Italy, made of three grape cultivars. Source: M. Forina
        and others, donated by S. Aeberhard (1992), UCI Machine Learning Repository, doi.org/10.24432/C5PC7J.
        Licence: CC BY 4.0 (UCI). Shapes: x (178, 13) float32 in mixed units that the source does not state, y
        (178,) int64, 59 + 71 + 48. Good for: a first network on a table, and to see why inputs are standardised:
        proline ranges from 278 to 1,680 while hue stays near 1.""",
    )


def breast_cancer():
    """Return the Wisconsin diagnostic data: thirty shape features of cell nuclei, malignant or benign.

    Returns
    -------
    Dataset
        x (569, 30) float32, 0 to 4254; y (569,) int64: 0 for malignant (212), 1 for benign (357), as in scikit-learn.

    References
    ----------
    Street, Wolberg and Mangasarian (1993), "Nuclear feature extraction for breast tumor diagnosis", Proc. SPIE 1905.

    Examples
    --------
    >>> breast_cancer()
    Dataset(breast_cancer: x float32 (569, 30), y int64 (569,), classes malignant, benign)
    """
    return _classes(
        "breast_cancer",
        shipped.breast_cancer(),
        """Thirty features of cell nuclei, computed from microscope images of breast tissue samples: mean, standard
        error and worst value of ten measures of size and shape. Source: W. H. Wolberg, W. N. Street and O. L.
        Mangasarian, UCI Machine Learning Repository, doi.org/10.24432/C5DW2B. Licence: CC BY 4.0 (UCI). Shapes: x
        (569, 30) float32 in mixed units, y (569,) int64, 0 for malignant (212) and 1 for benign (357). Good for:
        evaluation where the two kinds of error do not cost the same, and for scaling inputs; a linear model is
        already strong on it. It is teaching data, not a medical device.""",
    )


def digits(*, images=False):
    """Return 1,797 handwritten digits of 8 x 8 pixels.

    Parameters
    ----------
    images : bool
        False gives one row of 64 pixels per digit, True gives images (channels, height, width) for convolutions.

    Returns
    -------
    Dataset
        x (1797, 64) float32, or (1797, 1, 8, 8) with `images=True`, whole numbers from 0 (paper) to 16 (ink);
        y (1797,) int64, 0..9. `x / 16` brings the pixels to [0, 1].

    Raises
    ------
    TypeError
        If `images` is neither True nor False.

    References
    ----------
    Alpaydin and Kaynak (1998), *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository.

    Examples
    --------
    >>> data = digits(images=True)
    >>> data.x.shape, data.y[:5].tolist(), float(data.x.max())
    ((1797, 1, 8, 8), [0, 1, 2, 3, 4], 16.0)
    """
    if not isinstance(images, bool):
        raise TypeError(f"digits expected images to be True or False, got {describe(images)}")
    return _classes(
        "digits",
        shipped.digits(),
        """Handwritten digits, scanned at 32 x 32 pixels and reduced to 8 x 8. Source: E. Alpaydin and C. Kaynak
        (1998), UCI Machine Learning Repository, doi.org/10.24432/C50P49; these are its 1,797 test digits, by 13
        writers. Licence: CC BY 4.0 (UCI). Shapes: x (1797, 64) float32, or (1797, 1, 8, 8) as images, whole
        numbers 0 (paper) to 16 (ink), y (1797,) int64, about 180 of each digit. Good for: training an image
        classifier in seconds. Not good for showing that deep beats shallow: simple models come within a few
        percent of the best.""",
        shape=(1, 8, 8) if images else (64,),
    )


def diabetes():
    """Return the diabetes study of 442 patients: ten measurements, and how far the disease progressed in a year.

    Returns
    -------
    Dataset
        x (442, 10) float32, as measured (age in years, sex 1 or 2, body mass index in kg/m^2, blood pressure, six blood
        values); y (442, 1) float32, disease progression after one year, 25 to 346.

    References
    ----------
    Efron, Hastie, Johnstone and Tibshirani (2004), "Least angle regression", Annals of Statistics 32, Table 1.

    Examples
    --------
    >>> data = diabetes()
    >>> data.features[:3], data.x[0, :3].round().tolist(), data.y[0].tolist()
    (('age', 'sex', 'bmi'), [59.0, 2.0, 32.0], [151.0])
    """
    bunch = shipped.diabetes()  # the patients' own numbers, which scikit-learn scales by default
    card = """Ten measurements of 442 diabetes patients and a score of how far the disease had progressed a year later.
    Source: B. Efron, T. Hastie, I. Johnstone and R. Tibshirani (2004), through scikit-learn. Licence: the
    authors state none for the data; scikit-learn, which carries it, is BSD-3-Clause. Shapes: x (442, 10)
    float32 as measured (s1 to s6 are blood values), y (442, 1) float32, 25 to 346. Good for: regression
    on real, noisy data; a linear model explains about half of the variance."""
    x, y = bunch.data.astype(np.float32), bunch.target.astype(np.float32)[:, None]
    return Dataset("diabetes", x, y, tuple(bunch.feature_names), (), paragraph(card))


def _classes(name, bunch, card, shape=(-1,)):
    """Make a Dataset from what scikit-learn loaded."""
    x = bunch.data.astype(np.float32).reshape(len(bunch.data), *shape)
    features, classes = (tuple(str(item) for item in names) for names in (bunch.feature_names, bunch.target_names))
    return Dataset(name, x, bunch.target.astype(np.int64), features, classes, paragraph(card))
