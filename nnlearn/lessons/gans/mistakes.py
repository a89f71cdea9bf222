"""Mistakes that people really make in exercises 26.1, 26.2 and 26.4: the wrong answers that `check` names."""

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


def both_by_the_number_of_real(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real) / len(real), p(fake) / len(real)


def both_by_the_number_of_fake(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real) / len(fake), p(fake) / len(fake)


def each_by_the_other_number(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real) / len(fake), p(fake) / len(real)


def sums(real, fake):
    loss = np.logaddexp(0, -real).sum() + np.logaddexp(0, fake).sum()
    return loss, -p(-real), p(fake)


def slopes_uphill(real, fake):
    loss, real_slopes, fake_slopes = discriminator_loss(real, fake)
    return loss, -real_slopes, -fake_slopes


def one_term_uphill(real, fake):
    loss, real_slopes, fake_slopes = discriminator_loss(real, fake)
    return loss - 2 * np.logaddexp(0, fake).mean(), real_slopes, -fake_slopes


def other_term_uphill(real, fake):
    loss, real_slopes, fake_slopes = discriminator_loss(real, fake)
    return loss - 2 * np.logaddexp(0, -real).mean(), -real_slopes, fake_slopes


def no_sigmoid(real, fake):
    with np.errstate(all="ignore"):
        return -np.log(real).mean() - np.log(1 - fake).mean(), -1 / real / len(real), 1 / (1 - fake) / len(fake)


def scores_for_probabilities(real, fake):
    return discriminator_loss(real, fake)[0], (real - 1) / len(real), fake / len(fake)


def scores_by_themselves(real, fake):
    return fake.mean() - real.mean(), -np.ones_like(real) / len(real), np.ones_like(fake) / len(fake)


def exponential_overflows(real, fake):
    with np.errstate(all="ignore"):
        loss = np.log(1 + np.exp(-real)).mean() + np.log(1 + np.exp(fake)).mean()
    return loss, *discriminator_loss(real, fake)[1:]


def exponential_overflows_in_the_slopes(real, fake):
    with np.errstate(all="ignore"):
        not_real, is_fake = np.exp(-real) / (1 + np.exp(-real)), np.exp(fake) / (1 + np.exp(fake))
    return exponential_overflows(real, fake)[0], -not_real / len(real), is_fake / len(fake)


def slope_of_the_sigmoid(real, fake):
    loss = discriminator_loss(real, fake)[0]
    return loss, -p(real) * p(-real) / len(real), p(fake) * p(-fake) / len(fake)


def slope_of_the_logarithm(real, fake):
    with np.errstate(all="ignore"):
        return discriminator_loss(real, fake)[0], -1 / p(real) / len(real), 1 / p(-fake) / len(fake)


def clipped(low):
    """Return a loss that clips probabilities to low ... 1 - low."""

    def loss(real, fake):
        p_real, p_fake = (np.clip(p(score), low, 1 - low) for score in (real, fake))
        found = -np.log(p_real).mean() - np.log(1 - p_fake).mean()
        return found, (p_real - 1) / len(real), p_fake / len(fake)

    return loss


def padded(small):
    """Return a loss that adds a small number inside the logarithms."""

    def loss(real, fake):
        found = -np.log(p(real) + small).mean() - np.log(1 - p(fake) + small).mean()
        return found, -p(-real) / len(real), p(fake) / len(fake)

    return loss


def clipped_scores(limit):
    """Return a loss that clips the scores."""

    def loss(real, fake):
        return discriminator_loss(np.clip(real, -limit, limit), np.clip(fake, -limit, limit))

    return loss


def all_like_real(real, fake):
    loss = np.logaddexp(0, -real).mean() + np.logaddexp(0, -fake).mean()
    return loss, -p(-real) / len(real), -p(-fake) / len(fake)


def all_like_fake(real, fake):
    loss = np.logaddexp(0, real).mean() + np.logaddexp(0, fake).mean()
    return loss, p(real) / len(real), p(fake) / len(fake)


# 26.2


def minimax_of_the_discriminator(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(fake)
    return non_saturating, slopes, -minimax, -minimax_slopes


def same_slopes(fake):
    non_saturating, slopes, minimax, _ = generator_losses(fake)
    return non_saturating, slopes, minimax, slopes


def same_slopes_of_minimax(fake):
    non_saturating, _, minimax, slopes = generator_losses(fake)
    return non_saturating, slopes, minimax, slopes


def losses_exchanged(fake):
    return *generator_losses(fake)[2:], *generator_losses(fake)[:2]


def generator_sums(fake):
    return tuple(len(fake) * part for part in generator_losses(fake))


def wants_to_be_found_out(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(-fake)
    return non_saturating, -slopes, minimax, -minimax_slopes


def generator_slope_of_the_sigmoid(fake):
    non_saturating, _, minimax, _ = generator_losses(fake)
    slopes = -p(fake) * p(-fake) / len(fake)
    return non_saturating, slopes, minimax, slopes


def generator_slope_of_the_logarithm(fake):
    non_saturating, _, minimax, _ = generator_losses(fake)
    with np.errstate(all="ignore"):
        return non_saturating, -1 / p(fake) / len(fake), minimax, -1 / p(-fake) / len(fake)


def generator_overflows(fake):
    _, slopes, _, minimax_slopes = generator_losses(fake)
    with np.errstate(all="ignore"):
        return np.log(1 + np.exp(-fake)).mean(), slopes, -np.log(1 + np.exp(fake)).mean(), minimax_slopes


def generator_clipped(low):
    """Return losses that clip probabilities to low ... 1 - low."""

    def losses(fake):
        n, probability = len(fake), np.clip(p(fake), low, 1 - low)
        minimax = np.log(1 - probability).mean()
        return -np.log(probability).mean(), (probability - 1) / n, minimax, -probability / n

    return losses


def generator_padded(small):
    """Return losses that add a small number inside the logarithms."""

    def losses(fake):
        _, slopes, _, minimax_slopes = generator_losses(fake)
        minimax = np.log(1 - p(fake) + small).mean()
        return -np.log(p(fake) + small).mean(), slopes, minimax, minimax_slopes

    return losses


def generator_clipped_scores(limit):
    """Return losses that clip the scores."""
    return lambda fake: generator_losses(np.clip(fake, -limit, limit))


# 26.4


def distances(x, modes):
    """Return the distance of each point from each mode, (n, k)."""
    return np.linalg.norm(x[:, None] - modes, axis=2)


def on_each(x, modes, reach):
    """Return how many points lie on each mode."""
    away = distances(x, modes)
    return np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))


def reach_not_used(x, modes, reach, least):
    return coverage(x, modes, np.inf, least)


def one_point_is_enough(x, modes, reach, least):
    return coverage(x, modes, reach, 1)


def every_mode_in_reach(x, modes, reach, least):
    close = distances(x, modes) <= reach
    return int((close.sum(axis=0) >= least).sum()), close.sum() / len(x)


def more_than_least(x, modes, reach, least):
    return coverage(x, modes, reach, least + 1)


def points_counted(x, modes, reach, least):
    share = coverage(x, modes, reach, least)[1]
    return round(share * len(x)), share


def points_of_the_captured_counted(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int(counts[counts >= least].sum()), counts.sum() / len(x)


def share_of_the_captured_modes(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts[counts >= least].sum() / len(x)


def share_of_the_modes(x, modes, reach, least):
    captured = coverage(x, modes, reach, least)[0]
    return captured, captured / len(modes)


def share_of_the_points_on_a_mode(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts[counts >= least].sum() / max(counts.sum(), 1)


def points_for_each_mode(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts.sum() / len(modes)


def squared_distances(x, modes, reach, least):
    return coverage(x, modes, np.sqrt(reach), least)


def sums_of_both_axes(x, modes, reach, least):
    away = np.abs(x[:, None] - modes).sum(axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts.sum() / len(x)


def each_axis_by_itself(x, modes, reach, least):
    away = np.abs(x[:, None] - modes).max(axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts.sum() / len(x)


def nearest_point_of_each_mode(x, modes, reach, least):
    away = distances(x, modes)
    on = away.min(axis=0) <= reach
    counts = np.bincount(away.argmin(axis=0)[on], minlength=len(modes))
    return int((counts >= least).sum()), on.mean()


def modes_with_a_near_point(x, modes, reach, least):
    on = distances(x, modes).min(axis=0) <= reach
    return int(on.sum()), on.mean()
