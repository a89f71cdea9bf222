"""One step of the game between the two players of a GAN."""

import torch

from nnlearn import arguments
from nnlearn.shared.gan_step import check_game, check_optimizer, check_score, latent_size
from nnlearn.shared.outputs import check_output
from nnlearn.shared.seeds import rng_or_shared
from nnlearn.torch.backprop import check_model, to_model


def gan_step(
    generator, discriminator, generator_optimizer, discriminator_optimizer, real, *,
    loss="non-saturating", clip=0.01, turns="both", rng=None,
):  # fmt: skip
    """Play one step: the discriminator learns to tell real from generated, then the generator learns to pass for real.

    See `nnlearn.numpy.gan_step`. With s = D(x) the score of a real example, t = D(G(z)) that of a generated one, and
    p = sigmoid:

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

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> G, D = nn.PointGenerator(), nn.PointDiscriminator()
    >>> adam_G, adam_D = nn.Adam(G.parameters()), nn.Adam(D.parameters())
    >>> loss_D, loss_G = gan_step(G, D, adam_G, adam_D, np.ones((8, 2), np.float32))
    >>> loss_D > 0, loss_G > 0
    (True, True)
    """
    check_player("generator", generator, generator_optimizer)
    check_player("discriminator", discriminator, discriminator_optimizer)
    check_game(loss, turns, clip)
    real, rng = to_model("gan_step", "real", discriminator, real), rng_or_shared("gan_step", "rng", rng)
    discriminator_loss, generator_loss = None, None
    if turns != "generator":
        discriminator_optimizer.zero_grad()
        fake = generator(noise(generator, len(real), rng)).detach()  # the generator does not learn in this turn
        discriminator_loss = score_loss(discriminator(real), 1, loss) + score_loss(discriminator(fake), 0, loss)
        discriminator_loss.backward()
        discriminator_optimizer.step()
        if loss == "wasserstein":
            with torch.no_grad():
                for p in discriminator.parameters():
                    p.clamp_(-clip, clip)
    if turns != "discriminator":
        generator_optimizer.zero_grad()
        score = discriminator(generator(noise(generator, len(real), rng)))
        generator_loss = -score_loss(score, 0, loss) if loss == "minimax" else score_loss(score, 1, loss)
        generator_loss.backward()  # through the discriminator into the generator
        generator_optimizer.step()
    return tuple(None if value is None else value.item() for value in (discriminator_loss, generator_loss))


def score_loss(score, real, loss):
    """Return the loss of scores that should be those of real examples (1) or generated ones (0)."""
    check_score(check_output("gan_step", score, torch.Tensor))
    z = -score if real else score
    value = z.mean() if loss == "wasserstein" else -torch.nn.functional.logsigmoid(-z).mean()  # -mean log p(-z)
    if not value.isfinite():
        arguments.finite("gan_step", "the discriminator's scores", score, torch.Tensor)
    return value


def noise(generator, count, rng):
    """Sample the generator's input, as wide as its first weight, in its dtype and on its device."""
    weight = next(generator.parameters())
    return torch.from_numpy(rng.standard_normal((count, latent_size(weight)))).to(weight)


def check_player(name, model, optimizer):
    """Raise unless this is a player with its own optimizer."""
    check_model("gan_step", model)
    check_optimizer(name, optimizer, torch.optim.Optimizer, next(model.parameters(), None))
