"""Seeded generator of synthetic medical-looking images with named targets."""
