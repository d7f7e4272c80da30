"""Prompt encoder: SAM's, with the prompts combined as in SAM-2's image predictor."""

from typing import Final, Optional, Tuple

from torch import Tensor

from ..imisnet import prompt_encoder


class PromptEncoder(prompt_encoder.PromptEncoder):
    """A box is two points before all others, and a padding point, labelled as none, always follows."""

    # The predictor returns low-res logits clamped to this, and so gets them back in the next round.
    largest_logit: Final[float] = 32.0

    def forward(
        self,
        points: Optional[Tensor],
        labels: Optional[Tensor],
        boxes: Optional[Tensor],
        text: Optional[Tensor],
        mask: Optional[Tensor],
    ) -> Tuple[Tensor, Tensor]:
        """Tokens [T, M, D] (box corners, points, padding point) and a dense term that broadcasts to [T, D, grid, grid].

        points [T, N, 2] as (x, y); labels [T, N] of 1 (object), 0 (background) or -1 (no point);
        boxes [T, 4] as x0, y0, x1, y1; text is not used; mask [T, 1, 4 * grid, 4 * grid] of low-res logits.
        """
        tokens: list[Tensor] = []
        if boxes is not None:
            tokens.append(self.embed_boxes(boxes))
        if points is not None and labels is not None:
            tokens.append(self.embed_points(points, labels))
        if len(tokens) > 0:
            tokens.append(self.not_a_point_embed.weight.expand(tokens[0].shape[0], 1, -1))
        if mask is not None:
            mask = mask.clamp(-self.largest_logit, self.largest_logit)
        return self.joined(tokens, self.embed_mask(mask))
