"""Losses of one decoding round: focal and Dice on the best candidate, IoU regression, category."""
import torch
import torch.nn.functional as F

FOCAL_WEIGHT = 20.0
SEMANTIC_WEIGHT = 0.1
SEMANTIC_SCALE = 10.0  # sharpens the softmax over cosines; the arg-max does not depend on it
EXPLORE = 0.15  # share of targets whose mask loss goes to a random candidate, so that none is left behind


def focal(logits, target, alpha=0.5, gamma=2.0):
    """Mean over pixels, a value a target: [T, S, S] to [T]. An alpha of one half keeps the decision at logit 0."""
    cross = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    p = torch.sigmoid(logits)
    p_true = p * target + (1 - p) * (1 - target)
    weight = alpha * target + (1 - alpha) * (1 - target)
    return (weight * (1 - p_true) ** gamma * cross).flatten(1).mean(1)


def soft_dice(logits, target, smooth=1.0):
    """1 - Dice of the probabilities, a value a target."""
    p = torch.sigmoid(logits)
    overlap = (p * target).flatten(-2).sum(-1)
    return 1 - (2 * overlap + smooth) / (p.flatten(-2).sum(-1) + target.flatten(-2).sum(-1) + smooth)


def hard_iou(predicted, target):
    """IoU of bool masks over the last two axes."""
    both = (predicted & target).flatten(-2).sum(-1).float()
    return both / (predicted | target).flatten(-2).sum(-1).clamp(min=1)


def round_losses(logits, predicted_iou, semantic, masks, categories, table, generator):
    """Total loss of a round and the logits a user would see (the candidate of highest predicted IoU).

    logits [T, 4, h, w], of which 1..3 are candidates; masks [T, S, S]; categories [T], -1 for none.
    """
    candidates = logits[:, 1:]
    rows = torch.arange(len(masks))
    full = masks.float()
    small = F.interpolate(full[:, None], size=candidates.shape[-2:], mode="area")
    with torch.no_grad():
        fit = soft_dice(candidates, small)
        best = fit.argmin(1)
        other = torch.randint(candidates.shape[1], best.shape, generator=generator)
        trained = torch.where(torch.rand(best.shape, generator=generator) < EXPLORE, other, best)
        true_iou = hard_iou(candidates > 0, small > 0.5)
    chosen = F.interpolate(candidates[rows, trained][:, None], size=masks.shape[-2:], mode="bilinear",
                           align_corners=False)[:, 0]
    mask_loss = (FOCAL_WEIGHT * focal(chosen, full) + soft_dice(chosen, full)).mean()
    iou_loss = F.mse_loss(predicted_iou[:, 1:], true_iou)
    semantic_loss = category_loss(semantic[:, 1:], categories, table)
    shown = candidates[rows, predicted_iou[:, 1:].argmax(1)].detach()[:, None]
    return mask_loss + iou_loss + SEMANTIC_WEIGHT * semantic_loss, shown


def category_loss(semantic, categories, table):
    """Cross-entropy over cosines with the category vectors, for all candidates of the named targets."""
    named = categories >= 0
    if not named.any():
        return semantic.new_zeros(())
    scores = SEMANTIC_SCALE * F.normalize(semantic[named], dim=-1) @ table
    return F.cross_entropy(scores.flatten(0, 1), categories[named].repeat_interleave(semantic.shape[1]))
