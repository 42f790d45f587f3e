"""The people of a sentence: who is spoken of, in what state, and how many in all."""
