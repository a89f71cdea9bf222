import numpy as np
batch_order = np.random.default_rng()
def seed_batches(seed):
    global batch_order
    batch_order = np.random.default_rng(seed)
