"""A spoken sentence read into facts: words, then clauses, then what each clause states."""
