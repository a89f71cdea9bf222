"""Where the optional data sets are, and what their files must contain: the one table of all downloads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """A gzip file: its usual size and SHA-256, and the length and SHA-256 of its content.

    Mirrors may compress it again, so the content decides. If we do not know its hash (None), the file must be the
    original, byte for byte.
    """

    name: str
    size: int
    sha256: str
    length: int
    content_sha256: str | None = None


@dataclass(frozen=True)
class Source:
    """A data set: its mirrors, each the beginning of an address, and the images and labels of each part."""

    mirrors: tuple[str, ...]
    parts: dict[str, tuple[File, File]]


IMAGES, LABELS = "{}-images-idx3-ubyte.gz", "{}-labels-idx1-ubyte.gz"
# Bytes of an IDX header and its data: images and labels.
TRAIN_BYTES, TEST_BYTES = (16 + 60_000 * 784, 8 + 60_000), (16 + 10_000 * 784, 8 + 10_000)

SOURCES = {
    "mnist": Source(
        (
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "https://raw.githubusercontent.com/fgnt/mnist/master/",
        ),
        {
            "train": (
                File(
                    IMAGES.format("train"),
                    9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    TRAIN_BYTES[0],
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                ),
                File(
                    LABELS.format("train"),
                    28_881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    TRAIN_BYTES[1],
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                ),
            ),
            "test": (
                File(
                    IMAGES.format("t10k"),
                    1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    TEST_BYTES[0],
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                ),
                File(
                    LABELS.format("t10k"),
                    4_542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                    TEST_BYTES[1],
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
                ),
            ),
        },
    ),
    "fashion_mnist": Source(
        (
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        ),
        {
            "train": (
                File(
                    IMAGES.format("train"),
                    26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    TRAIN_BYTES[0],
                ),
                File(
                    LABELS.format("train"),
                    29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    TRAIN_BYTES[1],
                ),
            ),
            "test": (
                File(
                    IMAGES.format("t10k"),
                    4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    TEST_BYTES[0],
                ),
                File(
                    LABELS.format("t10k"),
                    5_148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                    TEST_BYTES[1],
                ),
            ),
        },
    ),
}
