"""The exercises of lesson 17: residual networks."""

from nnlearn.checks.exercise import Exercise
from nnlearn.lessons.residual_networks import answers, inputs, plain_training
from nnlearn.lessons.residual_networks import mistakes_in_blocks as blocks
from nnlearn.lessons.residual_networks import mistakes_in_insertion as insertion
from nnlearn.lessons.residual_networks import mistakes_in_lesions as lesions
from nnlearn.lessons.residual_networks import mistakes_in_scale as scale
from nnlearn.lessons.residual_networks import mistakes_in_stages as stages
from nnlearn.lessons.residual_networks.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="17.1",
        title="As good as two",
        reference=answers.insert,
        inputs=answers.sample_network,
        cases=(answers.SQUARE,),
        special=answers.SPECIAL_NETWORKS,
        run=answers.use_network,
        returns=("number of layers", "output", "new arrays that appear more than once"),
        wrong=insertion.WRONG,
        hints=(
            "A new layer should hand on what it gets, and a ReLU follows it. Which signals does a ReLU leave alone?",
            "In front of the last layer all signals come from a ReLU. How many are there? Look at the last W's shape.",
            "There, a new pair is np.eye(width) with np.zeros(width); make m of them, one after the other.",
        ),
    ),
    Exercise(
        id="17.2",
        title="A residual block",
        reference=answers.Block,
        inputs=answers.sample_block,
        cases=(answers.SQUARE_BLOCK,),
        special=answers.SPECIAL_BLOCKS,
        run=answers.use_block,
        returns=("y", *answers.GRADIENTS, *(f"{name} of a second batch" for name in ("y", *answers.GRADIENTS))),
        wrong=blocks.WRONG,
        hints=(
            "Backward is the two dense layers and two ReLUs of lesson 09, begun with the gradient of F's output. Which "
            "one is that? And which path is missing in dL/dx?",
            "scale * g enters the branch at its end. A ReLU lets pass only where what went into it was above 0.",
            "g_z = (scale * g) @ W_2, where z > 0; dL/dx is g plus g_z @ W_1, where x > 0. Parameters: as in lesson "
            "09, from what each layer read.",
        ),
    ),
    Exercise(
        id="17.3",
        title="Keep the signal",
        reference=answers.keep,
        inputs=answers.sample_growth,
        special=answers.SPECIAL_GROWTH,
        returns=("growth without a scale", "scale", "share of the branches"),
        wrong=scale.WRONG,
        hints=(
            "Begin with one block and its variance: x brings 1, the branch brings its own, and they are independent.",
            "One block multiplies the variance by 1 + (c ratio)**2, all of them by that to the power of blocks.",
            "Solve (1 + (c ratio)**2)**blocks = growth**2 for c. In the last variance, growth**2, x has kept its 1.",
        ),
    ),
    Exercise(
        id="17.4",
        title="Take a block out",
        reference=answers.lesions,
        inputs=inputs.sample_model,
        special=inputs.SPECIAL_MODELS,
        samples=2,
        run=inputs.use_lesions,
        seconds=60,
        returns=("accuracies", "what the network answers afterwards", "its mode afterwards"),
        wrong=lesions.WRONG,
        hints=(
            "for block in model, if isinstance(block, nn.Residual): which of its attributes makes F(x) count for "
            "nothing?",
            "A block keeps its c in block.scale. And after you have measured?",
            "Keep the scale, set it to 0, compare nn.predict(model, x).argmax(axis=1) with y, put the scale back.",
        ),
    ),
    Exercise(
        id="17.5",
        title="A ResNet for digits",
        reference=answers.stage,
        inputs=inputs.sample_stage,
        cases=inputs.STAGES,
        special=inputs.SPECIAL_STAGES,
        samples=2,
        run=inputs.use_stage,
        seconds=60,
        returns=("number of blocks", "after the first block", "after all blocks", "after all blocks, in training mode"),
        wrong=stages.WRONG,
        hints=(
            "Write the block that keeps the shape first. What is different in the first one of a stage?",
            "A loop over the blocks: after the first round, `before` is `after` and the stride is 1.",
            "nn.Residual(nn.BatchNorm2d(before), nn.ReLU(), a convolution, nn.BatchNorm2d(after), and so on), with "
            "shortcut=None unless channels or stride change: then a convolution with kernel 1 and the same stride.",
        ),
    ),
    Exercise(
        id="17.6",
        title="Forty plain layers",
        target="at least 70 % of the 2,000 signals it learned from, on average over three starts",
        measure=plain_training.measure,
        seconds=240,
        hints=(
            "At He's start the layers mix two signals until they look alike. What should a layer do at the start?",
            "Let the layers begin as (nearly) the identity, with a smaller learning rate; or let a network grow.",
            "Train 2 hidden layers for most of the epochs, put 38 between as in 17.1, then train all of them.",
        ),
    ),
)
