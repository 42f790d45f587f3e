"""The officer's verbs, by wing of work: the one door between screens and the record."""
