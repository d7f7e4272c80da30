"""Losses of one decoding round: mask, predicted IoU, category."""
import torch
import torch.nn.functional as F

SEMANTIC_WEIGHT = 0.1
SEMANTIC_SCALE = 10.0  # sharpens the softmax over cosines; the arg-max does not depend on it
EXPLORE = 0.1  # share of single clicks whose mask loss goes to a random candidate, so that none falls behind
LEAST_AREA = 0.004  # share of the grid; in the pixel loss smaller targets count as this large


def focal(logits, target, alpha=0.5, gamma=2.0):
    """Mean over pixels, one value per target: [T, S, S] to [T]. An alpha of one half keeps the decision at logit 0."""
    cross = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    p_true = torch.exp(-cross)
    weight = alpha * target + (1 - alpha) * (1 - target)
    return (weight * (1 - p_true) ** gamma * cross).flatten(1).mean(1)


def pixel_loss(logits, target):
    """Cross-entropy summed over pixels and divided by the target's area: wrong pixels weigh as much as in Dice, for
    targets of any size."""
    cross = F.binary_cross_entropy_with_logits(logits, target, reduction="none").flatten(1).sum(1)
    return cross / target.flatten(1).sum(1).clamp(min=LEAST_AREA * target[0].numel())


def soft_dice(logits, target, smooth=1.0):
    """1 - Dice of the probabilities over the last two axes."""
    p = torch.sigmoid(logits)
    overlap = (p * target).flatten(-2).sum(-1)
    return 1 - (2 * overlap + smooth) / (p.flatten(-2).sum(-1) + target.flatten(-2).sum(-1) + smooth)


def hard_iou(predicted, target):
    """IoU of bool masks over the last two axes."""
    both = (predicted & target).flatten(-2).sum(-1).float()
    return both / (predicted | target).flatten(-2).sum(-1).clamp(min=1)


def pick(logits, predicted_iou, single_click):
    """The mask a user would see, [T, S, S]: token 0 or, of tokens 1..3, the one with the highest predicted IoU."""
    if not single_click:
        return logits[:, 0]
    rows = torch.arange(len(logits), device=logits.device)
    return logits[rows, 1 + predicted_iou[:, 1:].argmax(1)]


def trained_token(logits, masks, single_click, generator):
    """Index [T] of the token whose mask is corrected: after a single click the best candidate, otherwise token 0."""
    if not single_click:
        return torch.zeros(len(masks), dtype=torch.long, device=logits.device)
    with torch.no_grad():
        coarse = F.avg_pool2d(logits[:, 1:], 2)
        best = soft_dice(coarse, F.avg_pool2d(masks[:, None].float(), 2)).argmin(1)
        draws = torch.rand(2, len(masks), generator=generator).to(logits.device)
        other = (draws[0] * (logits.shape[1] - 1)).long()
        return 1 + torch.where(draws[1] < EXPLORE, other, best)


def round_loss(logits, predicted_iou, semantic, masks, categories, table, single_click, generator):
    """Total loss of a round. logits [T, C, S, S]; masks [T, S, S] bool; categories [T], -1 if there is none."""
    rows = torch.arange(len(masks), device=logits.device)
    token = trained_token(logits, masks, single_click, generator)
    target = masks.float()
    chosen = logits[rows, token]
    mask_loss = (pixel_loss(chosen, target) + soft_dice(chosen, target)).mean()
    with torch.no_grad():
        true_iou = hard_iou(logits[..., ::2, ::2] > 0, masks[:, None, ::2, ::2])
    iou_loss = F.mse_loss(predicted_iou, true_iou)
    semantic_loss = category_loss(semantic[rows, token], categories, table)
    return mask_loss + iou_loss + SEMANTIC_WEIGHT * semantic_loss


def category_loss(semantic, categories, table):
    """Cross-entropy over cosines with the category vectors, for the named targets."""
    named = categories >= 0
    if not named.any():
        return semantic.new_zeros(())
    return F.cross_entropy(SEMANTIC_SCALE * F.normalize(semantic[named], dim=-1) @ table, categories[named])
