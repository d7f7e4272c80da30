"""The network to train: initial weights, growth to a larger grid, optimizer, running average."""
import copy
import math

import torch
import torch.nn.functional as F
from torch import nn

from imis_export.imisconv import IMISConv, IMISConvConfig

EMPTY_AT_FIRST = -2.0  # logits before anything is learnt: most pixels are background


def build(size, vocabulary_size):
    """The network for a square grid of `size` pixels."""
    return IMISConv(IMISConvConfig(image_size=size, vocabulary_size=vocabulary_size))


@torch.no_grad()
def initialise(net):
    """He initialisation for convolutions; residual branches start small, conditions almost without effect."""
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            nn.init.zeros_(module.bias)
            if name.endswith("conv2"):
                module.weight.mul_(0.2)
        elif isinstance(module, nn.Linear):
            nn.init.trunc_normal_(module.weight, std=1 / math.sqrt(module.in_features))
            nn.init.zeros_(module.bias)
            if name.endswith(("film", "fc2", "out")):
                module.weight.mul_(0.1)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.05)
    for name, parameter in net.named_parameters():
        if name.endswith("positions"):
            nn.init.normal_(parameter, std=0.2)
    net.mask_decoder.masks.weight.mul_(0.1)
    net.mask_decoder.masks.bias.fill_(EMPTY_AT_FIRST)


def resized_state(state, target):
    """Weights for another grid: positions by bicubic interpolation, all others unchanged."""
    resized = {}
    for key, wanted in target.state_dict().items():
        value = state[key]
        if value.shape != wanted.shape and key.endswith("positions"):
            side, new = math.isqrt(value.shape[1]), math.isqrt(wanted.shape[1])
            grid = value.view(1, side, side, -1).permute(0, 3, 1, 2)
            grid = F.interpolate(grid, size=(new, new), mode="bicubic", align_corners=False)
            value = grid.permute(0, 2, 3, 1).reshape(wanted.shape)
        if value.shape != wanted.shape:
            raise ValueError(f"{key}: {tuple(value.shape)} cannot be resized to {tuple(wanted.shape)}")
        resized[key] = value.contiguous()
    return resized


def working_type(precision, device):
    """The type of forward and backward passes; a CPU without bf16 instructions takes five times as long in it."""
    if precision == "auto":
        has_bf16 = device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
        precision = "bf16" if has_bf16 else "fp32"
    return torch.bfloat16 if precision == "bf16" else torch.float32


class WorkingCopy:
    """The network and the auxiliary head in the type of forward and backward passes; the weights that are kept stay in
    32 bits."""

    def __init__(self, dtype, *modules):
        self.modules = [copy.deepcopy(module).to(dtype) for module in modules]
        self.kept = [parameter for module in modules for parameter in module.parameters()]
        self.used = [parameter for module in self.modules for parameter in module.parameters()]

    @torch.no_grad()
    def refresh(self):
        """Copy the kept weights."""
        torch._foreach_copy_(self.used, self.kept)

    def hand_over_gradients(self):
        for kept, used in zip(self.kept, self.used):
            kept.grad = None if used.grad is None else used.grad.float()
            used.grad = None


class RunningAverage:
    """Exponential moving average of the weights; young averages forget faster."""

    def __init__(self, net, decay):
        self.net, self.decay, self.updates = copy.deepcopy(net).requires_grad_(False), decay, 0

    @torch.no_grad()
    def update(self, net):
        self.updates += 1
        keep = min(self.decay, self.updates / (self.updates + 10))
        for average, value in zip(self.net.parameters(), net.parameters()):
            average.lerp_(value, 1 - keep)


class Optimizer:
    """Muon for matrices and convolution kernels (as matrices with one row per output channel), which needs far fewer
    steps here; AdamW for everything else."""

    def __init__(self, net, head, weight_decay=0.02):
        self.kernels, matrices, free = [], [], []
        for name, parameter in net.named_parameters():
            if parameter.ndim == 4 and parameter[0].numel() > 32:
                matrix = nn.Parameter(parameter.detach().flatten(1))
                matrix.data = parameter.data.view(len(parameter), -1)
                self.kernels.append((parameter, matrix))
            elif parameter.ndim == 2 and "embed" not in name:
                matrices.append(parameter)
            else:
                free.append(parameter)
        groups = [{"params": list(head.parameters()), "weight_decay": weight_decay},
                  {"params": free, "weight_decay": 0.0}]
        matrices += [matrix for _, matrix in self.kernels]
        self.parts = [torch.optim.Muon(matrices, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"),
                      torch.optim.AdamW(groups, betas=(0.9, 0.98))]
        self.net = net

    def step(self, rate):
        """One step at a learning rate; clears the gradients."""
        for parameter, matrix in self.kernels:
            matrix.grad = None if parameter.grad is None else parameter.grad.reshape(matrix.shape)
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
        self.clear()

    def clear(self):
        self.net.zero_grad(set_to_none=True)
        for part in self.parts:
            part.zero_grad(set_to_none=True)

    def state_dict(self):
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states):
        for part, state in zip(self.parts, states):
            part.load_state_dict(state)
