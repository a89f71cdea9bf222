"""The exercises and quizzes of lesson 26: generative adversarial networks."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.gans import answers, mistakes

EXERCISES = (
    Exercise(
        id="26.1",
        title="The discriminator's loss",
        reference=answers.discriminator_loss,
        inputs=answers.sample_scores,
        special={"scores of 800": answers.SURE},
        returns=("loss", "slopes of the real scores", "slopes of the generated scores"),
        wrong={
            "real and generated are swapped": Wrong(
                mistakes.real_and_fake_swapped,
                "A real score of 5 is right, so it should cost next to nothing. What does it cost in your version?",
            ),
            "one mean is taken over all scores": Wrong(
                mistakes.one_mean_over_all,
                "The formula has two means, one over the real scores and one over the generated ones.",
            ),
            "the slopes lack 1/n": Wrong(
                mistakes.slopes_not_divided, "The loss is a mean, so each score contributes only 1/n of it."
            ),
            "the signs of the slopes are flipped": Wrong(
                mistakes.slopes_uphill, "A higher real score makes the loss smaller: its slope is negative."
            ),
            "the exponential overflows": Wrong(
                mistakes.exponential_overflows,
                "np.exp of 800 is infinite. np.logaddexp(0, a) computes log(exp(0) + exp(a)) without it.",
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
        special={"scores far below zero": answers.FOUND_OUT},
        returns=("non-saturating loss", "its slopes", "minimax loss", "the slopes of minimax"),
        wrong={
            "minimax is taken with the discriminator's sign": Wrong(
                mistakes.minimax_of_the_discriminator,
                "What the discriminator loses, the generator wins: its minimax loss is the mean of log(1 - p), without "
                "another minus.",
            ),
            "both have the same slopes": Wrong(
                mistakes.same_slopes, "Where the score is far below zero, one of the two is flat. Which?"
            ),
            "the two are swapped": Wrong(
                mistakes.losses_exchanged, "First comes the non-saturating loss with its slopes, then minimax."
            ),
            "the slopes lack 1/n": Wrong(mistakes.generator_slopes_not_divided, "Both losses are means over n points."),
            "the generator wants to be found out": Wrong(
                mistakes.wants_to_be_found_out,
                "The generator wants high scores: both losses must fall when a score rises.",
            ),
        },
        hints=(
            "-log σ(z) = log(1 + exp(-z)), and log(1 - σ(z)) = log σ(-z) = -log(1 + exp(z)).",
            "Differentiate each: the first gives -σ(-z), the second -σ(z); both are means.",
            "np.logaddexp(0, -fake).mean(), -σ(-fake)/n, -np.logaddexp(0, fake).mean(), -σ(fake)/n.",
        ),
    ),
    Exercise(
        id="26.3",
        title="One step of the game",
        reference=answers.play,
        inputs=answers.sample_game,
        run=answers.two_steps,
        returns=("the discriminator's weights", "the generator's weights"),
        wrong={
            "the discriminator's loss reaches the generator": Wrong(
                mistakes.loss_goes_into_the_generator,
                "In the discriminator's turn the generated points are data; PyTorch has .detach() for that. Here: no "
                "G.backward before the generator's own turn, or clear its gradients after it.",
            ),
            "the generator moves in the discriminator's turn as well": Wrong(
                mistakes.generator_helps,
                "There it would learn to make the discriminator's work easy. One player per turn.",
            ),
            "real and generated are swapped": Wrong(
                mistakes.slopes_swapped,
                "The first n scores belong to the real points. Which of your slopes goes to them?",
            ),
            "the discriminator's gradients are not cleared": Wrong(
                mistakes.gradients_not_cleared,
                "The generator's turn goes backward through the discriminator and leaves gradients in it. Clear them "
                "before the next turn.",
            ),
            "the discriminator moves in the generator's turn as well": Wrong(
                mistakes.discriminator_moves_twice,
                "It would learn to be deceived. Its gradients from that turn are thrown away.",
            ),
            "the generator learns to be found out": Wrong(
                mistakes.generator_learns_to_be_found_out,
                "In its own turn the generator uses the slopes of its own loss, which falls when the scores rise.",
            ),
        },
        hints=(
            "Two turns. In each: clear the gradients, go forward, go backward from the slopes, take one step of one "
            "optimizer.",
            "Turn 1: real points and G(noise) in one batch, so that D goes forward and back once. Turn 2: the slopes "
            "go through D.backward, and what it returns goes into G.backward.",
            "scores = D(np.concatenate([real, G(noise)]))[:, 0]; D.backward(np.concatenate([a, b])[:, None]); "
            "move_D.step(). Then z = D(G(more_noise))[:, 0]; G.backward(D.backward(slopes[:, None])); move_G.step().",
        ),
    ),
    Exercise(
        id="26.4",
        title="Mode coverage",
        reference=answers.coverage,
        inputs=answers.sample_cloud,
        special={
            "modes that lie close together, one with exactly `least` points": answers.CROWDED,
            "points at a distance of exactly `reach`": answers.AT_REACH,
        },
        returns=("modes captured", "share of points on a mode"),
        wrong={
            "points far from every mode count as well": Wrong(
                mistakes.reach_not_used,
                "Every point has a nearest mode, but that may be far away. Leave out points beyond reach.",
            ),
            "one point is enough": Wrong(
                mistakes.one_point_is_enough,
                "A single stray point does not capture a mode: count the points, and compare with least.",
            ),
            "a point counts for every mode in reach": Wrong(
                mistakes.every_mode_in_reach,
                "Where two modes are close, one point must not count twice. It belongs to the nearest one.",
            ),
            "more than least is required": Wrong(
                mistakes.more_than_least, "A mode with exactly least points is captured."
            ),
            "points are counted, not modes": Wrong(
                mistakes.points_counted,
                "How many modes have enough points? The answer cannot be larger than the number of modes.",
            ),
            "the share leaves out modes with few points": Wrong(
                mistakes.share_of_the_captured_modes,
                "The share counts every point on a mode, whether or not that mode has enough of them.",
            ),
        },
        hints=(
            "All you need is a table of distances, with a row for each point and a column for each mode.",
            "np.linalg.norm(x[:, None] - modes, axis=2) is that table; argmin(axis=1) names the nearest mode.",
            "Keep the nearest where min(axis=1) <= reach; the share is their number divided by len(x). For the modes, "
            "sum np.bincount(nearest, minlength=len(modes)) >= least.",
        ),
    ),
    Exercise(
        id="26.5",
        title="Capture all eight",
        target="with a generator that learns too fast, at least 7 of 8 modes captured and 70 % of the points on a "
        "mode, on average over three starts",
        measure=answers.measure_settings,
        seconds=200.0,
        hints=(
            "The discriminator must keep up. How could you make it faster?",
            "A larger rate, more turns, or a more forgiving loss: try them one at a time, in the explorer.",
            "Two turns of the discriminator for each of the generator's, and a rate above the generator's: \"lr_d\": "
            "0.01.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "26.predict",
        Question(
            "A forger paints; an expert tells forgeries from originals; both learn. If all goes well, how often will "
            "the expert be right in the end?",
            (
                ("Always: it has learned the most.", "Then the forger would have learned nothing."),
                ("Half the time: it can only guess.", "Watch the losses once the points resemble the data."),
                (
                    "Never: the forger wins.",
                    "An expert who is always wrong knows everything: just reverse the answers.",
                ),
            ),
            answer="b",
        ),
        answered_in="The best discriminator",
    ),
    Quiz(
        "26.recall",
        Question(
            "The discriminator's loss falls to almost zero and stays there. What does that say about the samples?",
            (
                (
                    "They are perfect.",
                    "A loss of zero means that every sample is recognised as generated: they are bad.",
                ),
                ("Nothing: losses say nothing here.", "This one says that the discriminator is never deceived."),
                ("They are all found out.", "And the minimax generator gets no slope to learn from."),
            ),
            answer="c",
        ),
        Question(
            "The theory starts from log(1 - p) for the generator. What is the drawback of minimising it?",
            (
                (
                    "It is flat where the discriminator is sure, which is where the generator begins.",
                    "There p is near 0 and so is the slope; that of -log p is near 1.",
                ),
                ("It aims for something other than -log p.", "Both fall when p rises: same direction, different size."),
                ("It cannot be computed for large scores.", "logaddexp computes it for any score."),
            ),
            answer="a",
        ),
        Question(
            "All your samples look real, and all are sevens. Which number would have told you?",
            (
                ("The generator's loss.", "It asks of each sample by itself whether it looks real. They do."),
                ("The number of modes captured.", "It asks of each kind of data whether enough samples are near."),
                ("The discriminator's loss.", "It can be near 2 log 2, as in the collapsed games of this lesson."),
            ),
            answer="b",
        ),
    ),
)
