"""Exporters: published checkpoints in, model bundles out. One package per network."""
