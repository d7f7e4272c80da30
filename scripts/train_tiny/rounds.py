"""One training step's forward and backward pass: encode once, then several rounds of prompts and clicks."""
from dataclasses import dataclass, field

import torch

from train_tiny import prompts as users
from train_tiny.dense import dense_loss
from train_tiny.losses import hard_iou, pick, round_loss
from train_tiny.samples import normalise

UNNAMED_PROMPTS = {"box": 0.45, "point": 0.45, "point+box": 0.1}
AHEAD = (0, 0, 0, 1, 2, 3, 5)  # rounds without gradients before each later trained one, drawn uniformly
LAST_ONLY = 0.15  # share of sequences in which a round sees only its own click and the mask


@dataclass
class Step:
    """What a step reports: its losses and the mean IoU after the first and the last round, by first prompt."""
    loss: float = 0.0
    dense: float = 0.0
    iou: dict = field(default_factory=dict)


def draw_kind(generator, shares):
    return list(shares)[int(torch.multinomial(torch.tensor(list(shares.values())), 1, generator=generator))]


def draw_ahead(generator):
    return AHEAD[int(torch.randint(len(AHEAD), (1,), generator=generator))]


def decode(net, features, prompts, trained=True):
    """Logits, predicted IoU and semantic vectors: as they are trained, or as the bundle gives them."""
    text = None if prompts.tokens is None else net.encode_text(prompts.tokens)
    sparse, dense = net.prompt_encoder(*prompts.with_text(text))
    decoder = net.mask_decoder.decode if trained else net.mask_decoder
    return decoder(features, sparse, dense, text)


def answer(net, features, prompts):
    """The mask a user would see, without gradients: logits [T, S, S]."""
    with torch.no_grad():
        logits, predicted_iou, _ = decode(net, features, prompts)
        return pick(logits, predicted_iou, prompts.is_single_click())


def drop_absent(batch):
    """Drop targets that are not in the image: only a name can ask for those."""
    present = batch.masks.flatten(1).any(1)
    if not present.any():
        return
    batch.masks, batch.owner = batch.masks[present], batch.owner[present]
    batch.names = [name for name, there in zip(batch.names, present.tolist()) if there]


class Sequence:
    """The rounds of one batch's targets; gradients accumulate in the parameters and in the features' leaves."""

    def __init__(self, net, leaves, batch, shares, language, generator):
        self.net, self.batch, self.language, self.generator = net, batch, language, generator
        self.leaves = leaves
        self.kind = draw_kind(generator, shares)
        if self.kind != "text":
            drop_absent(batch)
        self.keep = float(torch.rand(1, generator=generator)) >= LAST_ONLY
        tokens = language.tokens(batch.names) if "text" in self.kind else None
        self.categories = language.category_indices(batch.names, batch.masks)
        self.prompts = users.first_prompts(self.kind, batch.masks, tokens, generator)

    def features(self):
        """Each target's copy of its image's features, channels last."""
        return [leaf.permute(0, 2, 3, 1).index_select(0, self.batch.owner).permute(0, 3, 1, 2) for leaf in self.leaves]

    def click(self, shown):
        self.prompts = users.next_prompts(self.prompts, shown, self.batch.masks, self.generator, self.keep)

    def ahead(self, count):
        """Rounds that are not trained on, so that the trained ones also start from late rounds."""
        with torch.no_grad():
            features = self.features()
        for _ in range(count):
            self.click(answer(self.net, features, self.prompts))

    def train_round(self, scale):
        """Backward pass of one round; returns its loss and the mask shown."""
        logits, predicted_iou, semantic = decode(self.net, self.features(), self.prompts)
        single = self.prompts.is_single_click()
        loss = round_loss(logits, predicted_iou, semantic, self.batch.masks, self.categories, self.language.table,
                          single, self.generator)
        (loss * scale).backward()
        return loss.item() * scale, pick(logits, predicted_iou, single).detach()


def run_sequence(sequence, rounds, report, scale):
    for index in range(rounds):
        loss, shown = sequence.train_round(scale / rounds)
        report.loss += loss
        present = sequence.batch.masks.flatten(1).any(1)
        iou = hard_iou(shown > 0, sequence.batch.masks)[present]
        if len(iou) and (index == 0 or index + 1 == rounds):
            report.iou[sequence.kind + (" first" if index == 0 else " last")] = iou.mean().item()
        if index + 1 < rounds:
            sequence.click(shown)
            sequence.ahead(draw_ahead(sequence.generator))


def train_step(net, head, groups, stage, rounds, language, generator, device):
    """groups: [(batch, named)], weighted by their number of images; one encoder pass for all of them, whose gradient is
    the sum over rounds."""
    report = Step()
    images = normalise(torch.cat([batch.images for batch, _ in groups]).to(device))
    features = net.image_encoder(images)
    counts = [len(batch.images) for batch, _ in groups]
    leaves = [[part.clone().requires_grad_() for part in levels]
              for levels in zip(*[level.detach().split(counts) for level in features])]
    for levels, (batch, named) in zip(leaves, groups):
        batch.masks, batch.owner = batch.masks.to(device), batch.owner.to(device)
        shares, weight = stage.named_prompts if named else UNNAMED_PROMPTS, len(batch.images) / len(images)
        run_sequence(Sequence(net, levels, batch, shares, language, generator), rounds, report, weight)
        if named:
            dense = dense_loss(head(levels[1]), batch.planes.to(device)) * weight
            dense.backward()
            report.dense += dense.item()
    gradients = [torch.cat(parts) for parts in zip(*[[leaf.grad for leaf in levels] for levels in leaves])]
    torch.autograd.backward(features, gradients)
    return report
