"""Mistakes that people really make in exercises 26.1 and 26.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gans.answers import discriminator_loss, generator_losses


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


def tanh_for_sigmoid(real, fake):
    p_real, p_fake = np.tanh(real), np.tanh(fake)
    with np.errstate(all="ignore"):
        return (-np.log(p_real).mean() - np.log(1 - p_fake).mean(), (p_real - 1) / len(real), p_fake / len(fake))


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


def generator_without_sigmoid(fake):
    n = len(fake)
    with np.errstate(all="ignore"):
        return -np.log(fake).mean(), -1 / fake / n, np.log(1 - fake).mean(), -1 / (1 - fake) / n


def generator_scores_for_probabilities(fake):
    non_saturating, _, minimax, _ = generator_losses(fake)
    return non_saturating, (fake - 1) / len(fake), minimax, -fake / len(fake)


def generator_tanh_for_sigmoid(fake):
    n, probability = len(fake), np.tanh(fake)
    with np.errstate(all="ignore"):
        return (-np.log(probability).mean(), (probability - 1) / n, np.log(1 - probability).mean(), -probability / n)


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
