"""Segment Anything as plain PyTorch modules with the published parameter names; SAM-Med2D is SAM with adapters."""

from .config import SAMConfig, VARIANTS
from .network import SAM

__all__ = ["SAM", "SAMConfig", "VARIANTS"]
