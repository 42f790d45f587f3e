"""One file a screen or modal."""
