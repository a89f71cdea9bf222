"""One step of the game that the two players of a GAN play."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.backprop import check_model, first_parameter, to_model
from nnlearn.numpy.functional import sigmoid
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import no_grad
from nnlearn.numpy.optimizers import Optimizer
from nnlearn.shared import fit as training

LOSSES = ("non-saturating", "minimax", "wasserstein")


@ignore_overflow
def gan_step(
    generator, discriminator, generator_optimizer, discriminator_optimizer, real, *,
    loss="non-saturating", clip=0.01, turns="both", rng=None,
):  # fmt: skip
    """Play one step: the discriminator learns to tell real from generated, then the generator to pass for real.

    With s = D(x) the score of what is real, t = D(G(z)) of what is generated, and p = sigmoid:

    - both: L_D = -mean log p(s) - mean log(1 - p(t))
    - "non-saturating": L_G = -mean log p(t)
    - "minimax": L_G = mean log(1 - p(t)), the game as it was first written; flat where the discriminator is sure
    - "wasserstein": L_D = mean t - mean s, L_G = -mean t; then each weight of D is clipped to [-clip, clip]

    Parameters
    ----------
    generator : Module
        Noise (batch, latent) in; it begins with a Linear, which has latent inputs.
    discriminator : Module
        Scores (batch, 1) out, with no sigmoid behind them.
    generator_optimizer, discriminator_optimizer : Optimizer
        Over the parameters of the one and of the other.
    real : ndarray of shape (batch, ...), finite
        Examples; as many are generated.
    loss : {"non-saturating", "minimax", "wasserstein"}
    clip : float
        > 0, for "wasserstein" alone.
    turns : {"both", "discriminator", "generator"}
        Who plays. A Wasserstein critic takes several turns for one of the generator's.
    rng : numpy.random.Generator or None
        Draws the noise, from the standard normal distribution, anew for each turn; it draws the same on both sides.
        None takes the one that `manual_seed` sets.

    Returns
    -------
    (float or None, float or None)
        L_D and L_G before the steps; None for a player that did not play.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these, an optimizer holds the other player's parameters, or a score is not finite.

    Notes
    -----
    Gradient: a layer keeps one forward pass, so the discriminator goes forward and back for what is real, then for what
    is generated. The generator's gradient comes through the discriminator, whose own gradients it adds to as well; the
    discriminator's next turn begins by clearing them.

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
    check("generator", generator, generator_optimizer)
    check("discriminator", discriminator, discriminator_optimizer)
    arguments.choice("gan_step", "loss", loss, LOSSES)
    arguments.choice("gan_step", "turns", turns, ("both", "discriminator", "generator"))
    arguments.number("gan_step", "clip", clip, low=0, open_low=True)
    real, rng = to_model("gan_step", "real", discriminator, real), generator_of(rng)
    judged, drawn = None, None
    if turns != "generator":
        discriminator_optimizer.zero_grad()
        loss_real, slope = judge(discriminator(real), 1, loss)
        discriminator.accumulate(slope)  # back at once: a layer keeps one forward pass
        with no_grad():
            fake = generator(noise(generator, len(real), rng))
        loss_fake, slope = judge(discriminator(fake), 0, loss)
        discriminator.accumulate(slope)
        judged = loss_real + loss_fake
        discriminator_optimizer.step()
        if loss == "wasserstein":
            for p in discriminator.parameters():
                np.clip(p.data, -clip, clip, out=p.data)
    if turns != "discriminator":
        generator_optimizer.zero_grad()
        score = discriminator(generator(noise(generator, len(real), rng)))
        if loss == "minimax":
            drawn, slope = judge(score, 0, loss)
            drawn, slope = -drawn, -slope  # what the discriminator loses, the generator wins
        else:
            drawn, slope = judge(score, 1, loss)
        generator.accumulate(discriminator.backward(slope))  # dL/dx of the discriminator is dL/dy of the generator
        generator_optimizer.step()
    return judged, drawn


def judge(score, real, loss):
    """Return the loss of scores that should be those of real examples (1) or generated ones (0), and its gradient."""
    if score.ndim != 2 or score.shape[1] != 1:
        raise ValueError(f"gan_step expected discriminator to give scores of shape (batch, 1), got {score.shape}")
    sign = -1 if real else 1
    if loss == "wasserstein":
        losses, slope = sign * score, np.full_like(score, sign)  # -s, or t
    else:
        z = sign * score  # 1 - p(t) = p(-t), so both are -log p(-z) = log(1 + e^z), whose derivative is p(z)
        losses, slope = np.logaddexp(0, z), sign * sigmoid(z)
    value = losses.sum() / len(score)
    if not math.isfinite(value):
        arguments.finite("gan_step", "the discriminator's scores", score)
    return float(value), slope / len(score)


def noise(generator, count, rng):
    """Draw the generator's input, as wide as its first weight, in its dtype."""
    weight = first_parameter(generator)
    if weight.ndim != 2:
        raise ValueError(f"gan_step expected generator to begin with a Linear, got a first weight {weight.shape}")
    return rng.standard_normal((count, weight.shape[1])).astype(weight.dtype)


def generator_of(rng):
    """Return the generator of random numbers that was given, or the one that both sides share."""
    if rng is None:
        return training.alike()
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"gan_step expected rng to be a numpy.random.Generator, got {arguments.describe(rng)}")
    return rng


def check(name, model, optimizer):
    """Raise unless this is a player with its own optimizer."""
    check_model("gan_step", model)
    if not isinstance(optimizer, Optimizer):
        raise TypeError(
            f"gan_step expected {name}_optimizer to be an optimizer such as nn.Adam, "
            f"got {arguments.describe(optimizer)}"
        )
    if optimizer.param_groups[0]["params"][0] is not first_parameter(model):
        raise ValueError(f"gan_step expected {name}_optimizer to hold the {name}'s parameters, got one over others")
