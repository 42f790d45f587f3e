"""Word files after GB/T 9704, and the office's own template."""
