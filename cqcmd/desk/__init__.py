"""The officer's verbs: the one door between screens and the record."""
