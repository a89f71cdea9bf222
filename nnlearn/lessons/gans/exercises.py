"""The exercises and quizzes of lesson 26: generative adversarial networks."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.gans import answers, mistakes, mistakes_in_losses
from nnlearn.lessons.gans.exercises_in_play import EXERCISES_IN_PLAY
from nnlearn.lessons.gans.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="26.1",
        title="The discriminator's loss",
        reference=answers.discriminator_loss,
        inputs=answers.sample_scores,
        cases=answers.LIKE_PROBABILITIES,
        special=answers.SCORES,
        returns=("loss", "slopes of the real scores", "slopes of the generated scores"),
        tolerance=1e-4,  # float32 will do
        wrong={
            "all scores are treated alike": Wrong(
                mistakes.all_like_real,
                "A high score is good for a real point and bad for a generated one. In which term does the minus of "
                "the score, or the 1 - σ, stand?",
                also=(mistakes.all_like_fake,),
            ),
            "real and generated are swapped": Wrong(
                mistakes.real_and_fake_swapped,
                "A real score of 5 is right, so its cost and its slope are next to nothing. What are they in your "
                "version?",
            ),
            "the means are not as in the formula": Wrong(
                mistakes.one_mean_over_all,
                "The formula has two means: one over the n real scores, one over the m generated ones. Each of them, "
                "and each of the slopes, is divided by its own number.",
                also=(
                    mistakes.sums,
                    mistakes.both_by_the_number_of_real,
                    mistakes.both_by_the_number_of_fake,
                    mistakes.each_by_the_other_number,
                ),
            ),
            "signs are flipped": Wrong(
                mistakes.slopes_uphill,
                "Both terms of the loss are costs, above 0. A higher real score makes the loss smaller, so its slope "
                "is negative. What does a higher generated score do?",
                also=(mistakes.one_term_uphill, mistakes.other_term_uphill),
            ),
            "large scores overflow, or are clipped": Wrong(
                mistakes.exponential_overflows,
                "A real score of -800 costs 800, and its slope is -1/n. np.exp(800) is infinite, σ(-800) is 0, and "
                "clipping, or a small number in the logarithm, changes the cost. np.logaddexp(0, a) computes "
                "log(exp(0) + exp(a)) for any a, and np.tanh never overflows: how is σ made of it?",
                also=(
                    mistakes.exponential_overflows_in_the_slopes,
                    mistakes.clipped(1e-7),
                    mistakes.padded(1e-8),
                    mistakes.clipped_scores(30.0),
                ),
                any_value=True,
            ),
            "a factor of the chain rule is missing": Wrong(
                mistakes.slope_of_the_sigmoid,
                "A score goes through the sigmoid, then through the logarithm, and the slopes of the two are "
                "multiplied. Before 1/n, a real score of 0 has the slope -1/2. What is yours?",
                also=(mistakes.slope_of_the_logarithm,),
            ),
            "the scores do not go through the sigmoid": Wrong(
                mistakes.no_sigmoid,
                "A score may be any number, -3 or 800; its sigmoid, 1/(1 + exp(-z)), is the probability. What stands "
                "for the probability in yours?",
                also=(mistakes.scores_for_probabilities, mistakes.scores_by_themselves, mistakes.tanh_for_sigmoid),
            ),
            "a part of the logarithm is missing": Wrong(
                mistakes_in_losses.without_the_large_part,
                "log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)). A generated score of 5 costs 5.007, and one of 0 "
                "costs 0.693. What do they cost in your version?",
                also=(mistakes_in_losses.without_the_small_part,),
            ),
        },
        hints=(
            "Both terms are log(1 + exp(a)), with a = -z for a real score z and a = z for a generated one.",
            "The slope of log(1 + exp(a)) is σ(a) = 1/(1 + exp(-a)); do not forget the inner derivative and the mean.",
            "np.logaddexp(0, -real).mean() + ...; slopes -σ(-real)/n and σ(fake)/m, with σ(a) as (1 + np.tanh(a/2))/2.",
        ),
    ),
    Exercise(
        id="26.2",
        title="Two losses for the generator",
        reference=answers.generator_losses,
        inputs=answers.sample_fake,
        cases=answers.FAKE_LIKE_PROBABILITIES,
        special=answers.FAKES,
        returns=("non-saturating loss", "non-saturating slopes", "minimax loss", "minimax slopes"),
        tolerance=1e-4,
        wrong={
            "minimax is taken with the discriminator's sign": Wrong(
                mistakes.minimax_of_the_discriminator,
                "What the discriminator loses, the generator wins: its minimax loss is the mean of log(1 - p), without "
                "another minus. So are its slopes: they are below 0.",
            ),
            "one loss has the slopes of the other": Wrong(
                mistakes.same_slopes,
                "Where the score is far below zero, one of the two is flat. Which?",
                also=(mistakes.same_slopes_of_minimax,),
            ),
            "one loss stands in the other's place": Wrong(
                mistakes.losses_exchanged,
                "First comes the non-saturating loss with its slopes, then the minimax loss with its own; they are two "
                "formulas, and neither is minus the other.",
            ),
            "the scores do not go through the sigmoid": Wrong(
                mistakes.generator_without_sigmoid,
                "A score may be any number, -3 or 900; its sigmoid, 1/(1 + exp(-z)), is the probability. What stands "
                "for the probability in yours?",
                also=(mistakes.generator_scores_for_probabilities, mistakes.generator_tanh_for_sigmoid),
            ),
            "the generator wants to be found out": Wrong(
                mistakes.wants_to_be_found_out,
                "The generator wants high scores: both losses must fall when a score rises.",
            ),
            "a factor of the chain rule is missing": Wrong(
                mistakes.generator_slope_of_the_sigmoid,
                "A score goes through the sigmoid, then through the logarithm, and the slopes of the two are "
                "multiplied. Before 1/n, a score of 0 has the slope -1/2 in both losses. What is yours?",
                also=(mistakes.generator_slope_of_the_logarithm,),
            ),
            "large scores overflow, or are clipped": Wrong(
                mistakes.generator_overflows,
                "In the first loss a score of -900 costs 900, and its slope is -1/n. σ of it is 0, np.exp(900) is "
                "infinite, and clipping, or a small number in the logarithm, changes the cost. np.logaddexp(0, a) is "
                "log(1 + exp(a)) for any a, and np.tanh never overflows: how is σ made of it?",
                also=(
                    mistakes.generator_clipped(1e-7),
                    mistakes.generator_padded(1e-8),
                    mistakes.generator_clipped_scores(30.0),
                ),
                any_value=True,
            ),
            "a part of the logarithm is missing": Wrong(
                mistakes_in_losses.generator_without_the_large_part,
                "log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)). In the first loss a score of -5 costs 5.007, and "
                "one of 0 costs 0.693. What do they cost in your version?",
                also=(mistakes_in_losses.generator_without_the_small_part,),
            ),
        },
        hints=(
            "-log σ(z) = log(1 + exp(-z)), and log(1 - σ(z)) = log σ(-z) = -log(1 + exp(z)).",
            "Differentiate each: the first gives -σ(-z), the second -σ(z); both are means.",
            "np.logaddexp(0, -fake).mean(), -σ(-fake)/n, -np.logaddexp(0, fake).mean(), -σ(fake)/n.",
        ),
    ),
    *EXERCISES_IN_PLAY,
)
