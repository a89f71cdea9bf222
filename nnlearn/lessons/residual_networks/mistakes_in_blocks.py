"""Mistakes that people really make in 17.2: blocks that go wrong forward, or backward."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _relu(z):
    return np.maximum(z, 0)


class _Block:
    """The right block in small steps, each of which a mistake may change."""

    skip = skip_back = 1.0

    def __init__(self, W_1, b_1, W_2, b_2, scale):
        self.W_1, self.b_1, self.W_2, self.b_2, self.scale = W_1, b_1, W_2, b_2, scale

    def read(self, x):
        return _relu(x)

    def forward(self, x):
        self.x = x
        self.z = self.read(x) @ self.W_1.T + self.b_1
        self.y = self.skip * x + self.scale * (_relu(self.z) @ self.W_2.T + self.b_2)
        return self.y

    def down(self, g):
        """The gradient of F's output; the branch scales."""
        return self.scale * g

    def mask(self):
        return self.z > 0

    def first_mask(self):
        return self.x > 0

    def inner(self, g_F):
        return g_F @ self.W_2 * self.mask()

    def weights(self, g_z, g_F):
        return g_z.T @ self.read(self.x), g_F.T @ _relu(self.z)

    def biases(self, g_z, g_F):
        return g_z.sum(axis=0), g_F.sum(axis=0)

    def together(self, g, g_z):
        return self.skip_back * g + g_z @ self.W_1 * self.first_mask()

    def backward(self, g):
        g_F = self.down(g)
        g_z = self.inner(g_F)
        (W_1, W_2), (b_1, b_2) = self.weights(g_z, g_F), self.biases(g_z, g_F)
        return self.together(g, g_z), W_1, b_1, W_2, b_2


class NoSkipBack(_Block):
    skip_back = 0.0


class NoSkip(_Block):
    skip = skip_back = 0.0


class NoSkipForward(_Block):
    skip = 0.0


class SkipTwice(_Block):
    skip = skip_back = 2.0


class SkipTwiceBack(_Block):
    skip_back = 2.0


class SkipScaled(_Block):
    def forward(self, x):
        self.skip = self.skip_back = self.scale
        return super().forward(x)


class SkipScaledBack(_Block):
    def together(self, g, g_z):
        return self.scale * g + g_z @ self.W_1 * self.first_mask()


class SkipMaskedToo(_Block):  # (g + g_z W_1) * mask
    def together(self, g, g_z):
        return (g + g_z @ self.W_1) * self.first_mask()


class SkipThroughRelu(_Block):  # y = relu(x) + c F(x)
    def forward(self, x):
        y = super().forward(x)
        return y - x + _relu(x)

    together = SkipMaskedToo.together


class ScaleForgottenBack(_Block):
    def down(self, g):
        return g


class ScaleForgottenInWeights(_Block):
    def weights(self, g_z, g_F):
        g_F = g_F / self.scale if self.scale else g_F
        g_z = g_z / self.scale if self.scale else g_z
        return super().weights(g_z, g_F)

    def biases(self, g_z, g_F):
        g_F = g_F / self.scale if self.scale else g_F
        g_z = g_z / self.scale if self.scale else g_z
        return super().biases(g_z, g_F)


class ScaleForgottenInLast(_Block):  # dL/dW_2 and dL/db_2 are made from g
    def backward(self, g):
        found = super().backward(g)
        return *found[:3], g.T @ _relu(self.z), g.sum(axis=0)


class ScaleTwice(_Block):
    def down(self, g):
        return self.scale**2 * g


class ScaleForgotten(_Block):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.scale = 1.0


class BiasNotScaled(_Block):
    def forward(self, x):
        return super().forward(x) + (1 - self.scale) * self.b_2


class NoMask(_Block):
    def mask(self):
        return 1


class NoFirstMask(_Block):
    def first_mask(self):
        return 1


class NoMasks(NoMask, NoFirstMask):
    pass


class FirstMaskOfTheOutput(_Block):
    def first_mask(self):
        return self.y > 0


class NoReluFirst(_Block):
    def read(self, x):
        return x

    def first_mask(self):
        return 1


class NoReluFirstForward(_Block):
    def read(self, x):
        return x


class NoReluInside(_Block):
    def forward(self, x):
        self.x, self.z = x, _relu(x) @ self.W_1.T + self.b_1
        return x + self.scale * (self.z @ self.W_2.T + self.b_2)

    def mask(self):
        return 1

    def weights(self, g_z, g_F):
        return g_z.T @ _relu(self.x), g_F.T @ self.z


class ReluAfterTheLayers(_Block):  # x -> W_1 -> ReLU -> W_2 -> ReLU
    def forward(self, x):
        self.x, self.z = x, x @ self.W_1.T + self.b_1
        self.out = _relu(self.z) @ self.W_2.T + self.b_2
        return x + self.scale * _relu(self.out)

    def down(self, g):
        return self.scale * g * (self.out > 0)

    def weights(self, g_z, g_F):
        return g_z.T @ self.x, g_F.T @ _relu(self.z)

    def first_mask(self):
        return 1


class ReluAfterTheSum(NoReluFirst):  # as in the paper of 2015
    def forward(self, x):
        self.sum = super().forward(x)
        return _relu(self.sum)

    def backward(self, g):
        return super().backward(g * (self.sum > 0))


class WeightsFromX(_Block):
    def weights(self, g_z, g_F):
        return g_z.T @ self.x, g_F.T @ _relu(self.z)


class WeightsFromZ(_Block):
    def weights(self, g_z, g_F):
        return g_z.T @ _relu(self.x), g_F.T @ self.z


class WeightsTransposed(_Block):
    def weights(self, g_z, g_F):
        W_1, W_2 = super().weights(g_z, g_F)
        return W_1.T, W_2.T


class WeightsAveraged(_Block):
    def weights(self, g_z, g_F):
        return tuple(one / len(g_z) for one in super().weights(g_z, g_F))


class BiasesAveraged(_Block):
    def biases(self, g_z, g_F):
        return g_z.mean(axis=0), g_F.mean(axis=0)


class BiasesForEachExample(_Block):
    def biases(self, g_z, g_F):
        return g_z, g_F


class LastLayerFirst(_Block):
    def backward(self, g):
        x, W_1, b_1, W_2, b_2 = super().backward(g)
        return x, W_2, b_2, W_1, b_1


class WeightsFirst(_Block):
    def backward(self, g):
        x, W_1, b_1, W_2, b_2 = super().backward(g)
        return x, W_1, W_2, b_1, b_2


WRONG = {
    "the gradient of the skip is missing": Wrong(
        NoSkipBack,
        "x reaches y along two paths, and gradients of two paths add. What comes back along the path on which nothing "
        "happens to x?",
    ),
    "the skip does not carry x once, forward and backward": Wrong(
        SkipTwice,
        "y holds x itself, once. Set both W and both b to 0: then y should be x, and dL/dx should be g.",
        also=(SkipTwiceBack, NoSkip, NoSkipForward),
    ),
    "the skip is scaled, too, or goes through a ReLU": Wrong(
        SkipScaled,
        "The scale and the ReLUs belong to the branch alone; the skip carries x forward and g back as they are, "
        "whatever their sign.",
        also=(SkipScaledBack, SkipMaskedToo, SkipThroughRelu),
    ),
    "the scale does not act once, on all of F, in both directions": Wrong(
        ScaleForgottenBack,
        "y = x + scale F(x): the factor multiplies F's whole output forward. So the gradient that enters F at its end "
        "is scale g, once, for all four parameters and for x.",
        also=(ScaleForgottenInWeights, ScaleForgottenInLast, ScaleTwice, ScaleForgotten, BiasNotScaled),
    ),
    "a ReLU is not undone where it stands": Wrong(
        NoFirstMask,
        "There are two ReLUs, one on x and one on z. On its way back, the gradient passes only where the number that "
        "went into this ReLU was above 0.",
        also=(NoMask, NoMasks, FirstMaskOfTheOutput, NoReluFirstForward),
    ),
    "the two ReLUs do not stand in front of the dense layers": Wrong(
        ReluAfterTheLayers,
        "F is ReLU, dense layer, ReLU, dense layer, in this order, and nothing follows the sum: y may be negative.",
        also=(NoReluFirst, NoReluInside, ReluAfterTheSum),
    ),
    "a weight's gradient is made from something that its layer did not read": Wrong(
        WeightsFromX,
        "g_W of a dense layer is the gradient of its output, transposed, times what the layer read. Here each dense "
        "layer reads the output of a ReLU.",
        also=(WeightsFromZ,),
    ),
    "a parameter's gradient is transposed, in another's place, or not the sum over the batch": Wrong(
        WeightsTransposed,
        "The order is x, W_1, b_1, W_2, b_2. Each gradient has the shape of its parameter, and adds up what all "
        "examples of the batch contribute: a sum, not a mean.",
        also=(WeightsAveraged, BiasesAveraged, BiasesForEachExample, LastLayerFirst, WeightsFirst),
    ),
}
