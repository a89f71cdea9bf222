"""A device that is not there: tensors "on cuda" lie on the CPU, and a mode refuses what a GPU would refuse.

`with FakeAccelerator():` runs code with `torch.device("cuda")` on a machine without one. The numbers are computed on
the CPU, so that all checks of values work (on PyTorch's `meta` device there are none to check). Each memory block
belongs to one device, and the mode raises where

- a call is given tensors of both devices (as in PyTorch, the CPU may hold single numbers, indices, and the lengths of
  packed sequences),
- a tensor of the device is read as a NumPy array,
- a generator of the CPU is to fill a tensor of the device.

Only calls of Python code are seen; what PyTorch does inside of one of them is its own affair.
"""

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_leaves

CUDA, CPU = torch.device("cuda"), torch.device("cpu")
MOVES = {torch.Tensor.to, torch.Tensor.cuda, torch.Tensor.cpu, torch.Tensor.type_as}
BETWEEN = {torch.Tensor.copy_, torch.Tensor.data.__set__, torch._has_compatible_shallow_copy_type}
READS = {torch.Tensor.numpy, torch.Tensor.__array__}
COUNTED = {"_pack_padded_sequence", "_pad_packed_sequence", "rnn_tanh", "rnn_relu", "lstm", "gru"}  # lengths on the CPU
INDEXING = {torch.Tensor.__getitem__, torch.Tensor.__setitem__}


class WrongDevice(RuntimeError):
    """What a GPU would refuse."""


class FakeAccelerator(TorchFunctionMode):
    """Run PyTorch as if it had a GPU; see the module."""

    def __init__(self):
        super().__init__()
        self.blocks = {}  # address: memory block of the device, kept alive so that no other gets its address

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, torch.Tensor)]
        there = [tensor for tensor in tensors if self.holds(tensor)]
        if func == torch.Tensor.device.__get__:
            return CUDA if there else CPU
        if func == torch.Tensor.is_cuda.__get__:
            return bool(there)
        if func in READS and there:
            raise WrongDevice("can't convert a tensor on cuda to NumPy: call .cpu() first")
        if func in MOVES:
            return self.move(func, tensors[0], args[1:], kwargs)
        asked = kwargs.get("device")
        if asked is not None:
            kwargs = {**kwargs, "device": CPU}
        to_device = bool(there) if asked is None else torch.device(asked).type == "cuda"
        if func not in BETWEEN:
            self.check(func, args, tensors, there)
        if to_device and isinstance(kwargs.get("generator"), torch.Generator):
            raise WrongDevice(f"{name_of(func)} was given a generator on cpu for a tensor on cuda")
        found = func(*args, **kwargs)
        if to_device and func not in BETWEEN:
            counts = name_of(func) in COUNTED
            for tensor in tree_leaves(found):
                if not (counts and getattr(tensor, "dtype", None) == torch.int64):
                    self.put(tensor)
        return found

    def check(self, func, args, tensors, there):
        """Raise if a call mixes devices in a way that PyTorch refuses."""
        if not there or func is torch.Tensor.backward:
            return
        if func in INDEXING and self.holds(args[0]):
            return
        strangers = [tensor for tensor in tensors if tensor.dim() > 0 and not self.holds(tensor)]
        if name_of(func) in COUNTED:
            strangers = [tensor for tensor in strangers if tensor.dtype != torch.int64]
        if strangers:
            raise WrongDevice(
                f"{name_of(func)} was given tensors on cuda and on cpu: {tuple(strangers[0].shape)} on cpu"
            )

    def move(self, func, tensor, args, kwargs):
        """Return the tensor as another dtype, or a copy on another device."""
        target = self.holds(tensor)
        if func in (torch.Tensor.cuda, torch.Tensor.cpu):
            target = func is torch.Tensor.cuda
        plain = []
        for value in (*args, *kwargs.values()):
            if isinstance(value, torch.Tensor):
                target, value = self.holds(value), value.dtype
            if isinstance(value, str | torch.device):
                target = torch.device(value).type == "cuda"
            elif isinstance(value, torch.dtype):
                plain.append(value)
        found = tensor.to(*plain)
        if target != self.holds(tensor):
            found = found.clone() if found is tensor else found
        if target:
            self.put(found)
        return found

    def holds(self, tensor):
        """Return whether a tensor is on the device."""
        return self.block(tensor).data_ptr() in self.blocks

    def put(self, tensor):
        """Note that a tensor is on the device."""
        if isinstance(tensor, torch.Tensor) and (block := self.block(tensor)).data_ptr():
            self.blocks[block.data_ptr()] = block

    def block(self, tensor):
        """Return the memory block of a tensor; within `vmap`, of the tensor that is mapped over."""
        with torch._C.DisableTorchFunction():
            while torch._C._functorch.is_functorch_wrapped_tensor(tensor):
                tensor = torch._C._functorch.get_unwrapped(tensor)
            return tensor.untyped_storage()


def name_of(func):
    return getattr(func, "__name__", str(func))
