"""Text encoder: CLIP's text transformer and the projection to the decoder's width."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import IMISNetConfig


class TextEmbeddings(nn.Module):
    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(config.vocabulary_size, config.text_width)
        self.position_embedding = nn.Embedding(config.text_context, config.text_width)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.token_embedding(tokens) + self.position_embedding.weight[: tokens.shape[1]]


class CausalAttention(nn.Module):
    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.k_proj = nn.Linear(dim, dim)
        self.v_proj = nn.Linear(dim, dim)
        self.q_proj = nn.Linear(dim, dim)
        self.out_proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        q = self.split_heads(self.q_proj(x))
        k = self.split_heads(self.k_proj(x))
        v = self.split_heads(self.v_proj(x))
        out = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out_proj(out.transpose(1, 2).flatten(2))

    def split_heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)


class QuickGeluMLP(nn.Module):
    def __init__(self, dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(dim, hidden_dim)
        self.fc2 = nn.Linear(hidden_dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.fc1(x)
        return self.fc2(hidden * torch.sigmoid(1.702 * hidden))


class TextLayer(nn.Module):
    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.self_attn = CausalAttention(dim, heads)
        self.layer_norm1 = nn.LayerNorm(dim)
        self.mlp = QuickGeluMLP(dim, 4 * dim)
        self.layer_norm2 = nn.LayerNorm(dim)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.self_attn(self.layer_norm1(x))
        return x + self.mlp(self.layer_norm2(x))


class TextLayers(nn.Module):
    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [TextLayer(config.text_width, config.text_heads) for _ in range(config.text_layers)]
        )

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x


class TextTransformer(nn.Module):
    """Token ids [B, L] to the final state at the first end token: [B, text width].

    The end token has the highest id. It does not attend to what follows it, so padding needs no mask.
    """

    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        self.embeddings = TextEmbeddings(config)
        self.encoder = TextLayers(config)
        self.final_layer_norm = nn.LayerNorm(config.text_width)

    def forward(self, tokens: Tensor) -> Tensor:
        states = self.final_layer_norm(self.encoder(self.embeddings(tokens)))
        batch = torch.arange(tokens.shape[0], device=tokens.device)
        return states[batch, tokens.argmax(dim=1)]


class TextModel(nn.Module):
    """Adds the level of names that published checkpoints have around the transformer."""

    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        self.text_model = TextTransformer(config)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.text_model(tokens)


class TextEncoder(nn.Module):
    """Token ids [B, L] to text vectors [B, decoder dim]."""

    def __init__(self, text_model: TextModel, text_out_dim: nn.Linear) -> None:
        super().__init__()
        self.text_model = text_model
        self.text_out_dim = text_out_dim

    def forward(self, tokens: Tensor) -> Tensor:
        return self.text_out_dim(self.text_model(tokens))
