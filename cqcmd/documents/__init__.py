"""What is handed over on paper: plain texts made from values, without disk and clock."""
