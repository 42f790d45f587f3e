"""Bundles: what one post carries to another, in one file; read as a file of unknown origin."""
