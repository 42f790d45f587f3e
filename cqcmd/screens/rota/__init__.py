"""值班表: a week at a time, typed or taken from a file."""
