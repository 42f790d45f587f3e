"""Two posts that meet: what is carried from one journal to the other."""
