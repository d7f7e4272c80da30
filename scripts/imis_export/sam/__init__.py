"""Segment Anything as plain PyTorch modules with the published parameter names, and the exporters of its descendants.

MedSAM and Huang et al. have SAM's network; SAM-Med2D is SAM with adapters.
"""

from .config import SAMConfig, VARIANTS
from .network import SAM

__all__ = ["SAM", "SAMConfig", "VARIANTS"]
