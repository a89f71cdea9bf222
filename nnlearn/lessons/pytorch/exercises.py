"""The exercises and quizzes of lesson 11: PyTorch and the GPU."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.pytorch import answers, mistakes, mistakes_of_loops, own_training, trials

EXERCISES = (
    Exercise(
        id="11.1",
        title="Four messages",
        reference=answers.ready,
        cases=answers.MODELS,
        inputs=answers.sample_pictures,
        samples=2,
        run=trials.run_the_line,
        returns=("shape of x", "the model", "loss"),
        tolerance=1e-4,
        wrong={
            "the pictures stay float64": Wrong(
                mistakes.float64_kept,
                "NumPy makes float64 by itself. Which dtype has the model, and where can you ask it?",
                also=mistakes.OTHERS_FLOAT64,
            ),
            "float32 is written into the code": Wrong(
                mistakes.float32_written,
                "That suits most models, but one here computes in float64. Ask the model's parameters for the dtype, "
                "and for the device.",
                also=mistakes.OTHERS_FLOAT32,
            ),
            "the pictures keep their rows and columns": Wrong(
                mistakes.not_flattened,
                "A linear layer multiplies the last axis. Yours has 8 numbers, where the weights expect 64.",
                also=mistakes.OTHERS_NOT_FLAT,
            ),
            "the labels are not whole numbers of 64 bits": Wrong(
                mistakes.labels_not_whole,
                "Class labels are indices: cross-entropy picks the logit of that number. PyTorch calls int64 Long.",
                also=mistakes.OTHERS_NOT_WHOLE,
            ),
            "the device is forgotten": Wrong(
                mistakes.device_forgotten,
                "A product needs both of its parts in one place. Move pictures and labels, both, to where the weights "
                "are.",
                also=mistakes.OTHERS_FORGOTTEN,
            ),
            "the model is changed, not the data": Wrong(
                mistakes.model_changed,
                "The model belongs to the caller, and an optimizer may already hold its parameters. Convert the data.",
                also=(mistakes.model_made_float32,),
            ),
            "the pixels are mixed up": Wrong(
                mistakes.pixels_mixed,
                "The shape is right, but row n should hold the 64 numbers of picture n, one row of the picture after "
                "the other. A reshape of (N, 8, 8) keeps this order as long as N stays first, without a transpose.",
                also=mistakes.OTHERS_MIXED,
            ),
            "the pixels are scaled or shifted": Wrong(
                mistakes.numbers_changed,
                "Nobody asked for other numbers: dtype, shape and device change, and each pixel keeps its value.",
                also=mistakes.OTHERS_CHANGED,
            ),
        },
        hints=(
            "Each message names two things that should be equal. Change the data, one message at a time.",
            "next(model.parameters()) is a weight; it has a .dtype and a .device. Labels are torch.int64.",
            "torch.from_numpy(pictures).reshape(len(pictures), -1), then .to(weight.device, weight.dtype).",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.2",
        title="A Module",
        reference=answers.network,
        cases=(answers.THREE_LAYERS,),
        inputs=answers.sample_sizes,
        run=trials.use_module,
        returns=("shapes of the parameters", "output"),
        tolerance=1e-4,
        wrong={
            "super().__init__() is not called": Wrong(
                mistakes.init_not_called,
                "The Module's own __init__ makes the place where parameters are noted. It comes first in yours.",
            ),
            "self. is missing": Wrong(
                mistakes.self_forgotten,
                "A name without self. is gone when __init__ ends. Put the layers into self.layers.",
            ),
            "the layers are in a plain list": Wrong(
                mistakes.plain_list,
                "A Module looks for layers in its attributes, not inside lists: parameters() is empty, and nothing "
                "will be trained. torch.nn has a list of its own.",
            ),
            "the layers are made in forward": Wrong(
                mistakes.layers_made_in_forward,
                "Each call then makes new random weights, and the optimizer never sees them. Make layers in __init__.",
            ),
            "a softmax comes last": Wrong(
                mistakes.softmax_at_the_end,
                "CrossEntropyLoss contains the softmax and expects logits, which may be any numbers. Return what the "
                "last layer gives.",
                also=mistakes.OTHER_ENDS,
            ),
            "the last layer has a ReLU": Wrong(
                mistakes.relu_at_the_end, "A logit may be negative: no activation after the last layer."
            ),
            "what stands between the layers is not a ReLU": Wrong(
                mistakes.no_activation,
                "After each layer but the last one, and nowhere else, negative numbers become 0: torch.relu.",
                also=mistakes.OTHER_ACTIVATIONS,
            ),
            "the number of layers is fixed": Wrong(
                mistakes.three_layers,
                "One layer for each pair of neighbouring sizes, however many there are: let a loop over the sizes make "
                "them, and another one use them.",
                also=mistakes.OTHER_COUNTS,
            ),
        },
        hints=(
            "Layers are made in __init__, once for each pair of neighbouring sizes, and used in forward.",
            "A list of layers that a Module finds is torch.nn.ModuleList([...]). Sequential would do as well.",
            "forward: for layer in self.layers[:-1]: x = torch.relu(layer(x)); then the last layer alone.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.3",
        title="A data set",
        reference=answers.Digits,
        inputs=answers.sample_digits,
        special={"pictures of 6 pixels": answers.SMALL_DIGITS},
        run=trials.through_a_loader,
        returns=(
            "length",
            "dtype of a picture",
            "shape of a picture",
            "type of a label",
            "pixels",
            "labels",
            "dtypes of a batch",
        ),
        tolerance=1e-5,
        wrong={
            "the length is not the number of examples": Wrong(
                mistakes.LengthOfAPicture,
                "len(data) tells the loader how many examples there are to draw from: one for each label.",
                also=mistakes.OTHER_LENGTHS,
            ),
            "the pictures are not float32": Wrong(
                mistakes.Float64Kept,
                "The loader keeps the dtype it finds, float64 if NumPy made it. The first layer will refuse it.",
                also=mistakes.OTHER_DTYPES,
            ),
            "the pixels do not go from 0 to 1": Wrong(
                mistakes.NotScaled,
                "They come in from 0 to 16, in every picture, whatever its own brightest pixel is.",
                also=(*mistakes.OTHER_SCALES, mistakes.TableScaled),
            ),
            "a label is not a plain int": Wrong(
                mistakes.LabelInABox,
                "One example has one number, of Python's own type int. What the table holds is NumPy's, and an array "
                "of one makes batches of shape (N, 1), which cross-entropy refuses.",
                also=mistakes.OTHER_LABELS,
            ),
            "pictures are shuffled and labels are not": Wrong(
                mistakes.ShuffledAlone,
                "Every picture has somebody else's label now, and no error says so. The loader shuffles both for you.",
            ),
            "every example is the whole table": Wrong(
                mistakes.EverythingEachTime,
                "data[i] is one example: picture i and label i.",
                also=(mistakes.PicturesEachTime, mistakes.AllLabelsEachTime),
            ),
            "the picture gets another shape": Wrong(
                mistakes.Square,
                "A row of x is a picture already, of shape (d,), and stays so: d need not be 64.",
                also=(mistakes.Row,),
            ),
        },
        hints=(
            "Keep x and y in __init__. The length is the number of examples; an example is a pair.",
            "astype(np.float32) makes the dtype; int(...) makes a label a plain number.",
            "__getitem__ returns (self.x[i] / 16) as float32 and the i-th label as an int.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.4",
        title="The loop",
        reference=answers.train_epoch,
        inputs=answers.sample_batches,
        run=trials.count_the_calls,
        returns=("calls of backward", "steps of the optimizer", "the loss is a plain number", "loss", "weights"),
        wrong={
            "zero_grad is forgotten": Wrong(
                mistakes_of_loops.zero_grad_forgotten,
                "Gradients accumulate: the second batch steps along the sum of two gradients, the third of three. "
                "Clear them for every batch.",
            ),
            "backward or step is missing in the loop": Wrong(
                mistakes_of_loops.backward_forgotten,
                "For each batch backward writes the gradients, and step uses them. Without one of the two the weights "
                "stay as they are, and nothing complains.",
                also=mistakes_of_loops.LINES_MISSING,
            ),
            "a softmax stands before the criterion": Wrong(
                mistakes_of_loops.softmax_before,
                "The criterion gets what the model returns, as it is. CrossEntropyLoss has a softmax of its own.",
                also=(mistakes_of_loops.softmax_over_the_batch,),
            ),
            "step does not find the gradients of its batch": Wrong(
                mistakes_of_loops.cleared_before_the_step,
                "What backward writes is what step reads. So backward comes first, then step, and nothing clears "
                "between the two.",
                also=mistakes_of_loops.OTHER_ORDERS,
            ),
            "it is the mean of the batches": Wrong(
                mistakes_of_loops.mean_of_means,
                "The last batch is smaller, so its examples count for more. Weigh each batch by how many it has.",
            ),
            "the loss is still a tensor": Wrong(
                mistakes_of_loops.graph_kept,
                "A plain number is asked for: `.item()` gives it. A sum of tensors that come from backward also keeps "
                "the graphs of all batches in memory.",
                also=mistakes_of_loops.OTHER_TENSORS,
            ),
            "the sum and what it is divided by do not fit": Wrong(
                mistakes_of_loops.means_by_examples,
                "The criterion gives the mean of a batch. How much has each of its examples to add to the sum, and how "
                "many examples are there in all?",
                also=mistakes_of_loops.OTHER_SUMS,
            ),
            "the loss of a single batch is returned": Wrong(
                mistakes_of_loops.last_loss,
                "The mean over all examples is asked for: add up in the loop, and divide after it.",
                also=mistakes_of_loops.OTHER_LOSSES,
            ),
        },
        hints=(
            "For each batch: forward, gradients, update, and old gradients cleared. In which order?",
            "Clear, loss, backward, step. Add up loss.item() times the batch's number of examples, and count them.",
            "total += loss.item() * len(y); count += len(y); after the loop, the ratio of the two.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.5",
        title="Evaluate",
        reference=answers.evaluate,
        inputs=answers.sample_loader,
        cases=(answers.ALL_RIGHT,),
        run=trials.watch_the_modes,
        returns=("passes in training mode", "passes that record a graph", "in training mode afterwards", "share"),
        wrong={
            "eval is never called": Wrong(
                mistakes_of_loops.eval_forgotten,
                "The model has to be in evaluation mode before the first batch. In training mode dropout still drops, "
                "and batch normalisation uses this batch: the answer depends on luck and on company.",
            ),
            "it stays in evaluation mode": Wrong(
                mistakes_of_loops.left_in_eval,
                "The next epoch would train without dropout. Switch back at the end, on every way out.",
            ),
            "a graph is recorded": Wrong(
                mistakes_of_loops.graph_recorded,
                "Nobody calls backward here, so every pass runs inside `with torch.no_grad():`. That saves the time "
                "and the memory.",
            ),
            "it is the mean of the batches": Wrong(
                mistakes_of_loops.mean_of_batches,
                "The last batch is smaller. Count what is right and what there is, and divide once.",
            ),
            "the largest is taken over the batch": Wrong(
                mistakes_of_loops.wrong_axis,
                "Each row is one example: its largest logit is along dim=1.",
                also=mistakes_of_loops.OTHER_AXES,
            ),
            "it is divided by something other than the number of examples": Wrong(
                mistakes_of_loops.counted_not_shared,
                "A share lies between 0 and 1: right answers of all batches over examples of all batches. Batches may "
                "differ in size.",
                also=mistakes_of_loops.OTHER_SCORES,
            ),
            "something other than the place of the largest logit is compared": Wrong(
                mistakes_of_loops.largest_not_its_place,
                "A label is an index, so compare it with the index of the largest logit: max gives values and indices, "
                "argmax the indices alone.",
                also=mistakes_of_loops.OTHER_GUESSES,
            ),
            "a single batch is counted": Wrong(
                mistakes_of_loops.one_batch,
                "Each batch adds its right answers to a sum, which begins at 0 before the loop and is used after it.",
                also=mistakes_of_loops.OTHER_BATCHES,
            ),
        },
        hints=(
            "Three things around the loop: the mode before, the mode afterwards, and no graph in between.",
            "model.eval(); with torch.no_grad(): the loop; model.train(). Count right answers over all batches.",
            "right += (model(batch).argmax(dim=1) == labels).sum().item(), and count += len(labels).",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.6",
        title="All of it, with an optimizer of your own",
        target="at least 96 % of 449 unseen digits read, on average over three seeds, without torch.optim",
        measure=own_training.measure_training,
        hints=(
            "First make it work with torch.optim.SGD, then write the optimizer: it holds parameters and velocities.",
            "step: each parameter has a velocity of its own, gets its gradient added to it, and moves against it. In "
            "place, and under which context?",
            "32 hidden units, batches of 32, momentum 0.9: start with a rate between 0.01 and 0.1 and ten epochs.",
        ),
        seconds=300,
    ),
)

QUIZZES = (
    Quiz(
        "11.predict",
        Question(
            "A network 2-16-16-1 is trained on 200 points. Where does a step take the least time?",
            (
                ("A large GPU.", "Look at the left end of its line: what does it cost before anything is computed?"),
                ("PyTorch on the CPU.", "Close. What does it do in each step that NumPy does not?"),
                ("NumPy on the CPU.", "Small products are done before a GPU has started."),
            ),
            answer="c",
        ),
        answered_in="On a GPU",
    ),
    Quiz(
        "11.recall",
        Question(
            "Two batches: forward and backward for each, no zero_grad in between. What is in a weight's grad?",
            (
                ("The gradient of the second batch.", "backward adds to what is there."),
                ("The sum of both gradients.", "Each batch has a graph of its own, and both add into the same grad."),
                ("Nothing: the second backward raises an error.", "Only a second walk through the same graph does."),
            ),
            answer="b",
        ),
        Question(
            "A network with dropout reads the same digit twice and gives two different answers. What was forgotten?",
            (
                ("model.eval().", "In training mode dropout leaves out other units each time."),
                ("torch.no_grad().", "It only stops the recording: dropout still drops."),
                ("optimizer.zero_grad().", "Reading a digit uses no gradient."),
            ),
            answer="a",
        ),
        Question(
            "A batch of one, a layer of width 4096. Why does even a GPU spend most of its time on something other than "
            "computing?",
            (
                ("It waits for Python.", "A call costs tens of microseconds; reading these weights takes longer."),
                ("It computes too slowly.", "In that time it could compute dozens of times as many products."),
                ("It reads the weights from memory.", "Each of 16 million weights is read for a single product."),
            ),
            answer="c",
        ),
    ),
)
