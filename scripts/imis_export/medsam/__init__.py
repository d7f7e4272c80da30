"""MedSAM (Ma et al.): SAM's network, fine-tuned on boxes of medical images, with a preparation of images of its own."""
