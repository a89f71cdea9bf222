"""One step of the game between the two players of a GAN."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.activations import LeakyReLU, ReLU, Sigmoid, Tanh
from nnlearn.numpy.backprop import check_model, first_parameter, to_model
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import accumulate
from nnlearn.numpy.no_grad import no_grad
from nnlearn.numpy.optimizers import Optimizer
from nnlearn.shared.gan_step import check_game, check_optimizer, check_score, latent_size
from nnlearn.shared.outputs import check_output
from nnlearn.shared.seeds import rng_or_shared

DENSE = {Linear, ReLU, LeakyReLU, Tanh, Sigmoid}
PLAIN = Sequential.forward, Sequential.backward, Sequential.accumulate


@ignore_overflow
def gan_step(
    generator, discriminator, generator_optimizer, discriminator_optimizer, real, *,
    loss="non-saturating", clip=0.01, turns="both", rng=None,
):  # fmt: skip
    """Play one step: the discriminator learns to tell real from generated, then the generator learns to pass for real.

    With s = D(x) the score of a real example, t = D(G(z)) that of a generated one, and p = sigmoid:

    - both: L_D = -mean log p(s) - mean log(1 - p(t))
    - "non-saturating": L_G = -mean log p(t)
    - "minimax": L_G = mean log(1 - p(t)), the original game; flat where the discriminator is sure
    - "wasserstein": L_D = mean t - mean s, L_G = -mean t; then each weight of D is clipped to [-clip, clip]

    Parameters
    ----------
    generator : Module
        Takes noise (batch, latent); it begins with a Linear, which has `latent` inputs.
    discriminator : Module
        Returns scores (batch, 1), without a sigmoid at its end.
    generator_optimizer, discriminator_optimizer : Optimizer
        One over the parameters of each player.
    real : ndarray of shape (batch, ...), finite
        Real examples; equally many are generated.
    loss : {"non-saturating", "minimax", "wasserstein"}
    clip : float
        Limit of the discriminator's weights, > 0; used by "wasserstein" only.
    turns : {"both", "discriminator", "generator"}
        Who plays. A Wasserstein critic takes several turns for each turn of the generator.
    rng : numpy.random.Generator or None
        Samples the noise for each turn from the standard normal distribution, the same on both sides. None takes the
        generator that `manual_seed` sets.

    Returns
    -------
    (float or None, float or None)
        L_D and L_G before the steps; None for a player that did not play.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, an optimizer holds the other player's parameters, or a score is not finite.

    Notes
    -----
    Gradient: a layer keeps one forward pass, so the discriminator goes forward and back for the real examples, then for
    the generated ones (for both at once, if it is made of dense layers, which see each example alone, and the loss is
    not Wasserstein's). The generator's gradient comes through the discriminator and adds to the discriminator's own
    gradients as well; its next turn begins by clearing them.

    References
    ----------
    Goodfellow et al. (2014), "Generative adversarial nets", algorithm 1. Arjovsky, Chintala, Bottou (2017),
    "Wasserstein generative adversarial networks", algorithm 1.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> G, D = nn.PointGenerator(), nn.PointDiscriminator()
    >>> adam_G, adam_D = nn.Adam(G.parameters()), nn.Adam(D.parameters())
    >>> loss_D, loss_G = gan_step(G, D, adam_G, adam_D, np.ones((8, 2), np.float32))
    >>> loss_D > 0, loss_G > 0
    (True, True)
    """
    weight = check_player("generator", generator, generator_optimizer)
    check_player("discriminator", discriminator, discriminator_optimizer)
    check_game(loss, turns, clip)
    real, rng = to_model("gan_step", "real", discriminator, real), rng_or_shared("gan_step", "rng", rng)
    discriminator_loss, generator_loss = None, None
    if turns != "generator":
        discriminator_optimizer.zero_grad()
        with no_grad():
            fake = generator(noise(weight, len(real), rng))
        discriminator_loss = tell_apart(discriminator, real, fake, loss)
        discriminator_optimizer.step()
        if loss == "wasserstein":
            for p in discriminator.parameters():
                np.clip(p.data, -clip, clip, out=p.data)
    if turns != "discriminator":
        generator_optimizer.zero_grad()
        score = discriminator(generator(noise(weight, len(real), rng)))
        if loss == "minimax":
            generator_loss, slope = score_loss(score, 0, loss)
            generator_loss, slope = -generator_loss, -slope  # what the discriminator loses, the generator wins
        else:
            generator_loss, slope = score_loss(score, 1, loss)
        accumulate(generator, discriminator.backward(slope))  # dL/dx of the discriminator is dL/dy of the generator
        generator_optimizer.step()
    return discriminator_loss, generator_loss


def tell_apart(discriminator, real, fake, loss):
    """Return the discriminator's loss on real and generated examples, and add to its gradients."""
    # Wasserstein's slopes, -1/N and 1/N, cancel exactly in the last bias only if they are added up apart: Adam would
    # make a step of full size out of the rounding.
    if loss != "wasserstein" and dense(discriminator) and real.shape == getattr(fake, "shape", None):
        score = discriminator(np.concatenate([real, fake]))  # one pass for both takes half as many calls
        loss_real, slope_real = score_loss(score[: len(real)], 1, loss)
        loss_fake, slope_fake = score_loss(score[len(real) :], 0, loss)
        accumulate(discriminator, np.concatenate([slope_real, slope_fake]))
    else:
        loss_real, slope = score_loss(discriminator(real), 1, loss)
        accumulate(discriminator, slope)  # back at once: a layer keeps one forward pass
        loss_fake, slope = score_loss(discriminator(fake), 0, loss)
        accumulate(discriminator, slope)
    return loss_real + loss_fake


def dense(model):
    """Return whether a model is a Sequential of dense layers that nobody watches: they see each example alone."""
    own = type(model).forward, type(model).backward, type(model).accumulate
    return own == PLAIN and not model._hooks and all(type(one) in DENSE and not one._hooks for one in model.layers)


def score_loss(score, real, loss):
    """Return the loss of scores that should be those of real examples (1) or generated ones (0), and its gradient."""
    check_score(check_output("gan_step", score))
    sign = -1 if real else 1
    if loss == "wasserstein":
        losses, slope = sign * score, np.full_like(score, sign)  # -s, or t
    else:
        z = sign * score  # 1 - p(t) = p(-t), so both are -log p(-z) = log(1 + e^z), whose derivative is p(z)
        losses = np.logaddexp(0, z)
        slope = sign * np.exp(z - losses)  # p(z) = e^z / (1 + e^z)
    value = losses.sum() / len(score)
    if not math.isfinite(value):
        arguments.finite("gan_step", "the discriminator's scores", score)
    return float(value), slope / len(score)


def noise(weight, count, rng):
    """Sample the input of the generator that begins with this weight: as wide, in its dtype."""
    return rng.standard_normal((count, latent_size(weight))).astype(weight.dtype)


def check_player(name, model, optimizer):
    """Return a player's first parameter, or raise unless it is a player with its own optimizer."""
    check_model("gan_step", model)
    first = first_parameter(model)
    check_optimizer(name, optimizer, Optimizer, first)
    return first
