"""How cells, text and codes are drawn safely."""
