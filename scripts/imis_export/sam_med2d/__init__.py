"""SAM-Med2D: SAM's network on a smaller grid, fine-tuned on medical images with an adapter in each block."""
