"""One training step's forward and backward pass: encode once, then several rounds of prompts and clicks."""
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F

from train_tiny import prompts as users
from train_tiny.categories import category_of
from train_tiny.dense import dense_loss
from train_tiny.losses import hard_iou, round_losses
from train_tiny.words import sentence

FIRST_PROMPTS = ("box", "point", "box+point")  # for targets with or without a name
NAMED_PROMPTS = ("text", "point+text", "box+text")
PROMPT_SHARES = (0.5, 0.42, 0.08)
NAMED_SHARES = (0.76, 0.12, 0.12)
SEVERAL_CLICKS = 0.2  # share of rounds with three clicks in place of one
TEXT_AGAIN = 0.15  # share of later rounds that repeat the sentence beside the click
UNSEEN_ROUNDS = 0.25  # share of steps with one to four clicks made without gradients before the trained ones


@dataclass
class Language:
    """What turns names into token ids and category indices."""
    tokenizer: object
    context: int
    categories: list
    table: torch.Tensor

    def tokens(self, names):
        return torch.tensor(self.tokenizer.batch([sentence(name) for name in names], self.context))

    def category_indices(self, names, masks):
        known = {category: index for index, category in enumerate(self.categories)}
        return torch.tensor([known[category_of(name)] if name and mask.any() else -1
                             for name, mask in zip(names, masks)])


@dataclass
class Step:
    """What a step reports: its loss and the mean IoU after the first and the last round, by first prompt."""
    loss: float = 0.0
    dense: float = 0.0
    first_iou: dict = field(default_factory=dict)
    last_iou: dict = field(default_factory=dict)


def draw_kind(generator, named):
    kinds, shares = (NAMED_PROMPTS, NAMED_SHARES) if named else (FIRST_PROMPTS, PROMPT_SHARES)
    return kinds[int(torch.multinomial(torch.tensor(shares), 1, generator=generator))]


def decode(net, features, prompts):
    text = None if prompts.tokens is None else net.encode_text(prompts.tokens)
    sparse, dense = net.prompt_encoder(prompts.points, prompts.labels, prompts.boxes, text, prompts.mask)
    return net.mask_decoder([features], sparse, dense, text)


def binary(logits, size):
    return F.interpolate(logits, size=size, mode="bilinear", align_corners=False)[:, 0] > 0


def next_clicks(shown, masks, generator, count=1):
    """The protocol's round: a click on the error with the previous logits alone."""
    points, labels = users.error_clicks(binary(shown, masks.shape[-2:]), masks, generator, count)
    return users.Prompts(points=points, labels=labels, mask=shown)


def next_prompts(shown, masks, tokens, generator):
    """A round in training: as in the protocol, sometimes with more clicks or the sentence again."""
    chance = torch.rand(2, generator=generator)
    count = 3 if chance[0] < SEVERAL_CLICKS else 1
    prompts = next_clicks(shown, masks, generator, count)
    if tokens is not None and chance[1] < TEXT_AGAIN:
        prompts.tokens = tokens
    return prompts


def run_group(net, embedding, batch, named, rounds, language, generator, report, scale):
    """All rounds of the targets in a batch; gradients gather in the parameters and in embedding.grad."""
    kind = draw_kind(generator, named)
    tokens = language.tokens(batch.names) if named else None
    categories = language.category_indices(batch.names, batch.masks)
    prompts = users.first_prompts(kind, batch.masks, tokens, generator)
    unseen = 0
    if torch.rand(1, generator=generator) < UNSEEN_ROUNDS:
        unseen = int(torch.randint(1, 5, (1,), generator=generator))
    for index in range(rounds):
        logits, predicted_iou, semantic = decode(net, embedding[batch.owner], prompts)
        loss, shown = round_losses(logits, predicted_iou, semantic, batch.masks, categories, language.table, generator)
        (loss * (scale / rounds)).backward()
        report.loss += loss.item() * scale / rounds
        iou = hard_iou(binary(shown, batch.masks.shape[-2:]), batch.masks).mean().item()
        if index == 0:
            report.first_iou[kind] = iou
            shown = click_ahead(net, embedding, batch, shown, unseen if rounds > 1 else 0, generator)
        report.last_iou[kind] = iou
        if index + 1 < rounds:
            prompts = next_prompts(shown, batch.masks, tokens, generator)


@torch.no_grad()
def click_ahead(net, embedding, batch, shown, count, generator):
    """Clicks that are not trained on, so that the trained ones also start from late rounds."""
    rows = torch.arange(len(batch.masks))
    for _ in range(count):
        prompts = next_clicks(shown, batch.masks, generator)
        logits, predicted_iou, _ = decode(net, embedding[batch.owner], prompts)
        shown = logits[rows, 1 + predicted_iou[:, 1:].argmax(1)][:, None]
    return shown


def train_step(net, head, groups, rounds, language, generator):
    """groups: [(batch, named)]; one encoder pass for all of them, whose gradient is the sum over rounds."""
    report = Step()
    with torch.autocast("cpu", torch.bfloat16):  # a third faster here than fp32; the decoder gains nothing from it
        features = net.image_encoder(torch.cat([batch.images for batch, _ in groups]))[0].float()
    leaves = [part.detach().requires_grad_() for part in features.split([len(batch.images) for batch, _ in groups])]
    for leaf, (batch, named) in zip(leaves, groups):
        run_group(net, leaf, batch, named, rounds, language, generator, report, 1 / len(groups))
        extra = dense_loss(head(leaf), batch.planes) / len(groups)
        extra.backward()
        report.dense += extra.item()
    features.backward(torch.cat([leaf.grad for leaf in leaves]))
    return report
