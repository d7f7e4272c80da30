"""Exporters: published checkpoints in, model bundles out. One package a model family."""
