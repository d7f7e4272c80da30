"""SAM-2 and SAM-2.1 on single images: the network in PyTorch, and its exporter (not imported here)."""

from .config import VARIANTS, SAM2Config
from .network import SAM2

__all__ = ["SAM2", "SAM2Config", "VARIANTS"]
