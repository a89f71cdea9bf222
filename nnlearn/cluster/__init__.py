"""Learning from examples without labels, or with few: k-means, and labels that spread along a graph of neighbours.

Arrays in, arrays out, one example a row, for NumPy arrays from either side.
"""

from nnlearn.cluster.centres import kmeans
from nnlearn.cluster.spreading import label_spreading, neighbour_votes

__all__ = ["kmeans", "label_spreading", "neighbour_votes"]
