"""The quizzes of lesson 27: diffusion."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "27.predict",
        Question(
            "A network reaches the lowest training loss that is possible. It is run backwards, from noise. What does "
            "it make?",
            (
                ("New digits, better than those of any other network", "New digits need a guess that is not perfect."),
                ("Blurs, the means of digits", "Its guesses early on the way are such means. They do not stay so."),
                (
                    "Copies of training digits",
                    "The best guess for a finite training set leads back to the set, example by example.",
                ),
            ),
            answer="c",
        ),
        answered_in="The perfect loss copies",
    ),
    Quiz(
        "27.recall",
        Question(
            "The denoising loss of a network has stopped falling, far above 0. What follows?",
            (
                (
                    "Nothing yet: even the best guess has a loss above 0.",
                    "The same noisy point may come from many data, and the best guess is their mean. Only the loss "
                    "above that is the network's own.",
                ),
                (
                    "The network is too small.",
                    "Perhaps. The exact guess for eight Gaussians stops far above 0 as well.",
                ),
                ("The learning rate is too large.", "Perhaps. But no rate leads below the loss of the mean."),
            ),
            answer="a",
        ),
        Question(
            "By its Fréchet distance a softmax memory of the training digits beats the trained network. Is it the "
            "better generator?",
            (
                (
                    "Yes, since the distance compares it with held-out digits.",
                    "Copies of real digits lie close to these.",
                ),
                (
                    "No: all it makes are copies, which this distance does not see.",
                    "Means and covariances of copies are those of digits. It takes a test that knows the training set.",
                ),
                ("Yes, if its samples are varied as well.", "They are: as varied as the training set, and all copies."),
            ),
            answer="b",
        ),
        Question(
            "DDIM takes the same steps as DDPM without fresh noise. With a *learned* guess, what does the noise "
            "change?",
            (
                ("Only the speed", "Both call the network once a step, so they take the same time."),
                (
                    "Nothing, since the guess is the same.",
                    "The same guess is asked at other points, since the paths part.",
                ),
                (
                    "It can repair mistakes: errors of earlier steps are washed out.",
                    "Without it, a particle that was led astray stays there, since each step starts where the last one "
                    "has ended.",
                ),
            ),
            answer="c",
        ),
    ),
)
