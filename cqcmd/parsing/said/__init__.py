"""How characters are said, as a library knows it."""
