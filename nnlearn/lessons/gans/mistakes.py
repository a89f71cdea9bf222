"""Mistakes that people really make in the exercises of lesson 26: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gans.answers import coverage, discriminator_loss, generator_losses


def p(score):
    """Return the probability of a score, 1/(1 + exp(-z)), for scores of any size."""
    return (1 + np.tanh(score / 2)) / 2


# 26.1


def real_and_fake_swapped(real, fake):
    loss, fake_slopes, real_slopes = discriminator_loss(fake, real)
    return loss, real_slopes, fake_slopes


def one_mean_over_all(real, fake):
    n = len(real) + len(fake)
    loss = (np.logaddexp(0, -real).sum() + np.logaddexp(0, fake).sum()) / n
    return loss, -p(-real) / n, p(fake) / n


def slopes_not_divided(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real), p(fake)


def slopes_uphill(real, fake):
    loss, real_slopes, fake_slopes = discriminator_loss(real, fake)
    return loss, -real_slopes, -fake_slopes


def exponential_overflows(real, fake):
    with np.errstate(all="ignore"):
        loss = np.log(1 + np.exp(-real)).mean() + np.log(1 + np.exp(fake)).mean()
    return loss, *discriminator_loss(real, fake)[1:]


# 26.2


def minimax_of_the_discriminator(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(fake)
    return non_saturating, slopes, -minimax, -minimax_slopes


def same_slopes(fake):
    non_saturating, slopes, minimax, _ = generator_losses(fake)
    return non_saturating, slopes, minimax, slopes


def losses_exchanged(fake):
    return *generator_losses(fake)[2:], *generator_losses(fake)[:2]


def generator_slopes_not_divided(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(fake)
    return non_saturating, slopes * len(fake), minimax, minimax_slopes * len(fake)


def wants_to_be_found_out(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(-fake)
    return non_saturating, -slopes, minimax, -minimax_slopes


# 26.3


def _play(
    G, D, move_G, move_D, real, noise, more_noise, *,
    attached=False, helps=False, swapped=False, kept=False, both=False, betrayed=False,
):  # fmt: skip
    """Play one step of the game with one thing wrong."""
    n = len(real)
    move_G.zero_grad()
    if not kept:
        move_D.zero_grad()
    scores = D(np.concatenate([real, G(noise)]))[:, 0]
    _, real_slopes, fake_slopes = discriminator_loss(scores[:n], scores[n:])
    if swapped:
        _, fake_slopes, real_slopes = discriminator_loss(scores[n:], scores[:n])
    grad = D.backward(np.concatenate([real_slopes, fake_slopes])[:, None])
    if attached or helps:
        G.backward(grad[n:])
    move_D.step()
    if helps:
        move_G.step()
        move_G.zero_grad()
    if both:
        move_D.zero_grad()
    score = D(G(more_noise))[:, 0]
    slopes = p(score) / n if betrayed else generator_losses(score)[1]
    G.backward(D.backward(slopes[:, None]))
    move_G.step()
    if both:
        move_D.step()


def loss_goes_into_the_generator(*game):
    return _play(*game, attached=True)


def generator_helps(*game):
    return _play(*game, helps=True)


def slopes_swapped(*game):
    return _play(*game, swapped=True)


def gradients_not_cleared(*game):
    return _play(*game, kept=True)


def discriminator_moves_twice(*game):
    return _play(*game, both=True)


def generator_learns_to_be_found_out(*game):
    return _play(*game, betrayed=True)


# 26.4


def reach_not_used(x, modes, reach, least):
    return coverage(x, modes, np.inf, least)


def one_point_is_enough(x, modes, reach, least):
    return coverage(x, modes, reach, 1)


def every_mode_in_reach(x, modes, reach, least):
    away = np.linalg.norm(x[:, None] - modes, axis=2)
    return int(((away <= reach).sum(axis=0) >= least).sum()), coverage(x, modes, reach, least)[1]


def more_than_least(x, modes, reach, least):
    return coverage(x, modes, reach, least + 1)


def points_counted(x, modes, reach, least):
    share = coverage(x, modes, reach, least)[1]
    return round(share * len(x)), share


def share_of_the_captured_modes(x, modes, reach, least):
    away = np.linalg.norm(x[:, None] - modes, axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts[counts >= least].sum() / len(x)
