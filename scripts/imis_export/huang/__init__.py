"""SAM fine-tuned on boxes of medical images by Huang et al. (Segment Anything Model for Medical Images)."""
