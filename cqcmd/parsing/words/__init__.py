"""A line cut into words: the lexicon, numbers and what they count, clauses."""
