"""What is rightly taken, or rightly refused in other words: by side, argument, kind and outcome, with the reason.

Each line is a pattern of "side Name[number].argument: kind" and of the outcome's name. A line that fits no trial of the
whole fuzz is out of date: `python tools/fuzz.py` says so.
"""

import re

DOORS = (
    r"\w+ (fit|backprop|predict|landscape|gan_step|input_gradient|Perceptron\.(fit|steps|predict|learn)|VAE\.\w+|"
    r"DiffusionMLP\.noise)\[\d\]"
)
ANY_ARRAY = r"\w+ (Parameter|tensor|to_numpy|Parameter\.data|vector_to_parameters)\[\d\]\.(data|x|value|vec)"
FLAGS, NOT_FINITE = "True|False|NumPy bool", "with (nan|inf|-inf)|nan|inf|-inf|NumPy nan"
OTHER_ROWS = "one row less|one row|one column less|one column|transposed"
VALUES = "of -1|of 100|of zeros|of halves|with 3e38"
BOLTZMANN = r"\w+ (RBM|DBN|Hopfield)(\.\w+)?\[\d\]"
RIGHT = [
    (r"numpy (sigmoid|tanh|relu|leaky_relu|elu|gelu|silu|softplus|heaviside)\[\d\]\.x: (of one number|NumPy nan)",
     "NumPy gives such a number for w @ x: an array of no axis"),
    (r"\w+ (ModuleList|Sequential\.extend|ParameterList)\[\d\]\.(modules|values): (one more|one less|None|"
     r"an empty \w+)", "any number of them; one instance twice is named"),
    (r"\w+ PackedSequence\[\d\]\.(sorted_indices: None|unsorted_indices: None|data: (of (no )?-?\w+|with .*|without .*|"
     r"one column.*|transposed))", "any array of as many steps"),
    (r"\w+ (SGD|StepLR)\.(load_state_dict|add_param_group)\[\d\]\.\w+: (a name .*|a value of .*|a masked value)",
     "PyTorch saves more than is read; what is read is checked"),
    (rf"\w+ pad_(packed_)?sequence\[\d\]\.(batch_first|padding_value): ({FLAGS}|{NOT_FINITE}|zero|zero point zero|"
     r"minus one|one and a half|-?10\*\*30)", "any number fills the padding"),
    (r"\w+ pad_packed_sequence\[\d\]\.total_length: None|\w+ pad_sequence\[\d\]\.sequences: one (more|less)",
     "as long as the longest; any number of sequences"),
    (r"\w+ (save|load)_checkpoint\[\d\]\.(optimizer|scheduler|unknown): (None|an optimizer|an unknown argument)",
     "with or without; what else belongs to a checkpoint is saved under its name"),
    (r"\w+ (SGD|Module)\.zero_grad\[\d\]\.set_to_none: (" + FLAGS + ")", "a flag: to us None is 0"),
    (r"numpy Sequential\.(insert|pop)\[\d\]\.(index|key): (zero|minus one|-?10\*\*\d+)",
     "a place; IndexError is what a list raises"),
    (r"numpy Sequential\.insert\[\d\]\.module: (a layer|a loss)", "a module"),
    (r"\w+ Residual\[\d\]\.shortcut: a layer", "any layer can be the shortcut"),
    (rf"{DOORS}\.(x|real|z): (of (int64|int8|uint8|bool|float16))", "the doors cast numbers of any dtype"),
    (rf"{DOORS}\.(x|real|y|z): ({VALUES})", "other data, as legal"),
    (rf"{DOORS}\.(x|real|z): (one row less|one row)", "any number of examples, where no labels belong to them"),
    (rf"\w+ DiffusionMLP\.noise\[\d\]\.(t|labels): (None|zero|minus one|without the first axis|of one number|of uint8|"
     rf"{VALUES})", "other steps and classes; one for all rows; None: no class"),
    (r"numpy AveragedModel\[\d\]\.(device|avg_fn|multi_avg_fn): None", "None: where it is, and the plain mean"),
    (r"numpy AveragedModel\[\d\]\.(avg_fn|multi_avg_fn): (a function|(the other side's|a) layer|a loss)",
     "it can be called; what it raises later is its own"),
    (rf"numpy AveragedModel\[\d\]\.use_buffers: ({FLAGS})", "a flag, of a model without buffers"),
    (r"numpy get_ema_multi_avg_fn\[\d\]\.decay: (zero( point zero)?|a third)", "another share from 0 to 1"),
    (r"\w+ predict\[\d\]\.x: with an axis in front", "Linear takes sequences of rows"),
    (r"\w+ CharRNN\.(read|decode)\[\d\]\.\w+: (" + OTHER_ROWS + "|of zeros)", "another text"),
    (r"\w+ CharRNN\[\d\]\.characters: (in capitals|with a space|a word|NumPy word)", "another alphabet"),
    (r"\w+ fit\[\d\]\.(validation|transform): None|\w+ landscape\[\d\]\.(through|path|span): None", "None: without"),
    (r"\w+ (MLP\[\d\]\.activation|(gan_step|VAE\.\w+)\[\d\]\.rng|tensor\[\d\]\.dtype): None", "None: the default"),
    (r"\w+ CharRNN\.(read|sample)\[\d\]\.(state|generator): None", "None: from the beginning, the shared generator"),
    (r"\w+ Module\.register_buffer\[\d\]\.tensor: None", "a buffer of None holds no state, as in PyTorch"),
    (r"\w+ fit\[\d\]\.(metrics|callbacks): (an empty list|an empty tuple|one more|one less)", "any number of them"),
    (r"\w+ (MLP|Point\w+|VAE)\[\d\]\.(sizes|hidden): (one more|one less|an empty \w+)", "any number of layers"),
    (r"\w+ (gan_step|Perceptron|gradient_descent|CharRNN\.sample)\[\d\]\.(clip|lr|temperature): "
     r"(one and a half|a third|10\*\*30)", "any number > 0"),
    (rf"\w+ gradient_descent\[\d\]\.start: (one more|one less|last is (True|-1)|a list of numbers|an array|"
     rf"a parameter|the other side's array|of (int64|int8|uint8|bool|float16)|"
     rf"{OTHER_ROWS}|{VALUES})", "another place to start from"),
    (r"\w+ gradient_descent\[\d\]\.(gradient|function): (its class|a class|a layer)",
     "a function of theta; what it raises itself is its own"),
    (r"\w+ Module\.register_forward_hook\[\d\]\.hook: its class", "it can be called; what it raises is its own"),
    (r"\w+ Perceptron\.learn\[\d\]\.target: zero", "another class"),
    (r"\w+ gradient_descent\[\d\]\.gradient: None", "None: by central differences"),
    (r"numpy clip_grad_norm_\[\d\]\.parameters: a parameter", "one parameter, as PyTorch takes one tensor"),
    (r"\w+ gradient_descent\[\d\]\.lr: zero( point zero)?", "a rate of 0 stands still, as PyTorch's optimizers do"),
    (r"\w+ landscape\[\d\]\.span: (one and a half|a third|10\*\*30|a list of numbers)", "any width, or a range"),
    (r"\w+ (landscape|manual_seed|Perceptron\.\w+)\[\d\]\.seed: zero", "a seed"),
    (rf"\w+ (fit|Parameter)\[\d\]\.(drop_last|requires_grad): ({FLAGS})", "a flag"),
    (rf"\w+ Perceptron(\.fit|\.steps)?\[\d\]\.(pocket|shuffle): ({FLAGS})", "a flag"),
    (rf"{ANY_ARRAY}: (of (int64|int8|uint8|bool|float16|no rows|no columns|one number)|in one row|nested|"
     rf"with(out)? .*|{OTHER_ROWS}|{VALUES}|{FLAGS}|{NOT_FINITE}|zero|zero point zero|minus one|one and a half|"
     r"an array|an empty array|an array of no axis|an empty list|an empty tuple|a list of numbers|one more|one less|"
     r"a parameter|the other side's (array|parameter))", "any array of numbers is legal here"),
    (rf"\w+ Module\.register_buffer\[\d\]\.tensor: (of .*|with .*|{OTHER_ROWS}|an array|an empty array|"
     r"an array of no axis)", "any array of numbers can be state"),
    (r"\w+ Module\.register_buffer\[\d\]\.name: (in capitals|a word|NumPy word)", "another name"),
    (r"\w+ save\[\d\]\.obj: (an empty dict|a layer|a loss|a name missing|a name too many|a value of another shape)",
     "any state dict can be saved; load_state_dict looks at names and shapes"),
    (r"\w+ (Sequential|Sequential\.append|predict|backprop|input_gradient)\[\d\]\.(module|model): a layer",
     "a layer is a model"),
    (r"\w+ (Identity|Flatten|Unflatten)\[\d\]\.x: of (int64|int8|uint8|bool)",
     "numbers of any dtype, as in PyTorch, where only the way back fails"),
    (r"\w+ (normal_|uniform_)\[\d\]\.tensor: a parameter", "one random number is not compared"),
    (r"\w+ (RNN|LSTM|GRU)\[\d\]\.dropout: a third", "random"),
    (rf"\w+ \w+\[\d\]\.grad: ({NOT_FINITE})",
     "fit stops at a gradient that is not finite: where it turns into NaN is the formula's"),
    (r"\w+ (ReLU|ELU|Point\w+|ImageGenerator|MLP)\[\d\]\.x: with (nan|inf|-inf)",
     "the output is PyTorch's; a gradient at NaN is the formula's"),
    (r"numpy VAE\[\d\]\.(x|grad): with (nan|inf|-inf|3e38)",
     "where an overflow on the way turns into NaN is the formula's, of ReLU and of sums"),
    (r"\w+ [hH]eaviside\[\d\]\.x: with nan", "NaN stays NaN, so that the loss shows it; torch.heaviside hides it"),
    (r"\w+ (GELU|SiLU|gelu|silu)\[\d\]\.x: with (inf|-inf|3e38)", "inf or finite where PyTorch gives NaN or inf"),
    (r"\w+ (BatchNorm1d|BatchNorm2d|LayerNorm)\[\d\]\.(x|grad): (of 100|with 3e38)",
     "the exact 0 of what does not vary, where PyTorch leaves rounding times 1 / sqrt(eps)"),
    (r"numpy (clip_grad_norm_|CosineAnnealingLR)\[\d\]\.(norm_type|eta_min): 10\*\*30",
     "right to the last digit, where PyTorch's powers and differences lose it"),
    (r"\w+ (VAELoss|kl_normal)\[\d\]\.(prediction|log_variance): (with 3e38|of 100)",
     "inf, where PyTorch's own takes the logarithm of a variance that is inf, and gives NaN"),
    (r"\w+ (ArctanLoss|BCELoss)\[\d\]\.\w+: with 3e38", "finite, where PyTorch's own overflows on the way"),
    (r"numpy (MultiheadAttention|Transformer\w+|GPT)\[\d\]\.dropout: a third", "random"),
    (r"\w+ (MultiheadAttention|scaled_dot_product_attention)\[\d\]\.key: with (nan|inf|-inf)",
     "what is masked stays out; PyTorch's mask is added, and NaN gets through"),
    (r"\w+ (MultiheadAttention|scaled_dot_product_attention)\[\d\]\.attn_mask: "
     r"of (float64|float16|longdouble|halves)", "floats to add are cast"),
    (r"numpy Transformer\w+\[\d\]\.activation: a layer", "a layer of this side can be the activation"),
    (r"numpy (Transformer\w+|GPT)\[\d\]\.(x|memory|grad): (of 100|with 3e38)",
     "the exact 0 of what does not vary, and the rounding of large numbers, through a normalisation"),
    (r"numpy (GPT|Seq2Seq)\.(generate|attention_weights)\[\d\]\.x: (" + OTHER_ROWS + "|of zeros)", "other codes"),
    (r"numpy GPT\.generate\[\d\]\.temperature: (zero( point zero)?|one and a half|a third|10\*\*30)",
     "any number >= 0"),
    (r"numpy GPT\.generate\[\d\]\.generator: None|numpy Seq2Seq\.attention_weights\[\d\]\.attn_mask: None",
     "None: the shared generator, the mask of the blanks"),
    (r"numpy Seq2Seq\.attention_weights\[\d\]\.attn_mask: an array of no axis", "it spreads over all places"),
    (rf"{BOLTZMANN}\.(v|h|s|chains|patterns|start): (of (int64|int8|uint8|bool|float16))", "numbers of any dtype"),
    (rf"{BOLTZMANN}\.(v|h|s|chains|patterns|start|labels): (one row less|one row|{VALUES})", "other ones"),
    (r"\w+ (RBM|DBN|DBN\.to_mlp)\[\d\]\.std: (zero|zero point zero|one and a half|a third|10\*\*30)", "any spread"),
    (r"\w+ Hopfield\[\d\]\.beta: (one and a half|a third|10\*\*30)", "any number > 0; only softmax uses it"),
    (r"\w+ RBM\.match_means\[\d\]\.least: a third|\w+ RBM\.gibbs\[\d\]\.k: zero", "another legal number"),
    (r"\w+ (RBM|DBN|Hopfield)\.\w+\[\d\]\.(clamped|chains|rng|labels|layer): None",
     "None: without, the data, the shared generator, all layers"),
    (rf"\w+ DBN\.\w+\[\d\]\.draws: ({FLAGS})", "a flag"),
    (r"\w+ DBN\[\d\]\.(labels: zero|sizes: one (more|less))", "no label cells; any number of layers"),
    (r"\w+ DBN\.pretrain\[\d\]\.(layer|chains): zero|\w+ DBN\.pretrain\[\d\]\.(lr|momentum|weight_decay): "
     r"(zero( point zero)?|one and a half|a third|10\*\*30)", "another legal number"),
    (r"\w+ DBN\.pretrain\[\d\]\.y: of zeros", "other classes"),
    (r"\w+ normalize\[\d\]\.(x: with (inf|-inf|3e38)|p: 10\*\*30)",
     "right for the largest numbers and powers, where PyTorch's overflow; beside an infinity all of the vector is NaN"),
    (r"numpy EmbeddingBag\[\d\]\.x: of no columns", "empty bags, which PyTorch takes with offsets alone"),
]  # fmt: skip


def right(trial, outcome):
    """Return the reason why this outcome is right, or None."""
    return next((reason for pattern, reason in RIGHT if re.fullmatch(pattern, str(trial))), None)
