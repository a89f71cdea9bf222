"""How the layers of nnlearn.numpy compute quickly: read the layers first, then this."""
