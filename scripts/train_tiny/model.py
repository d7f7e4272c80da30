"""The network to train: initial weights, growing to a larger grid, the running average that is kept."""
import copy

import torch
import torch.nn.functional as F
from torch import nn

from imis_export.imisnet import IMISNet, variant


def build(size, vocabulary_size):
    """The tiny variant for a square grid of `size` pixels."""
    return IMISNet(variant("tiny").with_sizes(image_size=size, vocabulary_size=vocabulary_size))


TIED_GAIN = 2.0


@torch.no_grad()
def initialise(net):
    """Transformer initialisation for the encoders. The decoder and the prompt vectors keep torch's default, but its
    cross attentions start with equal query and key projections: then a prompt and the cells near it, whose positions
    are encoded alike, attend to each other from the first step, which shortens the start of training several times."""
    for part in (net.image_encoder.sam_encoder, net.text_model):
        for module in part.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.04)
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.05)
    nn.init.trunc_normal_(net.image_encoder.sam_encoder.pos_embed, std=0.02)
    transformer = net.mask_decoder.transformer
    for layer in transformer.layers:
        for attention in (layer.cross_attn_token_to_image, layer.cross_attn_image_to_token):
            attention.q_proj.weight.mul_(TIED_GAIN)
            attention.k_proj.weight.copy_(attention.q_proj.weight)


def resized_state(state, target):
    """Weights for another grid: absolute positions by bicubic, relative ones by linear interpolation."""
    resized = {}
    for key, wanted in target.state_dict().items():
        value = state[key]
        if value.shape != wanted.shape and key.endswith("pos_embed"):
            value = F.interpolate(value.permute(0, 3, 1, 2), size=wanted.shape[1:3], mode="bicubic",
                                  align_corners=False).permute(0, 2, 3, 1)
        elif value.shape != wanted.shape and ".rel_pos_" in key:
            value = F.interpolate(value.t()[None], size=wanted.shape[0], mode="linear", align_corners=False)[0].t()
        if value.shape != wanted.shape:
            raise ValueError(f"{key}: {tuple(value.shape)} can't be resized to {tuple(wanted.shape)}")
        resized[key] = value.contiguous()
    return resized


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
    """Muon for the matrices inside blocks, which needs far fewer steps here; AdamW for everything else."""

    def __init__(self, net, head, weight_decay=0.02):
        matrices, kernels, free = [], list(head.parameters()), []
        for name, parameter in net.named_parameters():
            learned_token = "_token" in name and "attn" not in name
            if parameter.ndim < 2 or "embed" in name or "rel_pos" in name or learned_token:
                free.append(parameter)
            else:
                (matrices if parameter.ndim == 2 else kernels).append(parameter)
        groups = [{"params": kernels, "weight_decay": weight_decay}, {"params": free, "weight_decay": 0.0}]
        self.parts = [torch.optim.Muon(matrices, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"),
                      torch.optim.AdamW(groups, betas=(0.9, 0.98))]

    def step(self, rate):
        """One step at a learning rate, then the gradients are gone."""
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
        self.clear()

    def clear(self):
        for part in self.parts:
            part.zero_grad(set_to_none=True)

    def state_dict(self):
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states):
        for part, state in zip(self.parts, states):
            part.load_state_dict(state)
