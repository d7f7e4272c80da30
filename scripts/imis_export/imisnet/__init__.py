"""IMIS-Net as plain PyTorch modules with the published parameter names."""

from .config import IMISNetConfig, VARIANTS, variant
from .network import IMISNet

__all__ = ["IMISNet", "IMISNetConfig", "VARIANTS", "variant"]
