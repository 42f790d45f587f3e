"""What happened: the vocabulary of entries and their fold into an incident. Pure."""
