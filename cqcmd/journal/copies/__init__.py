"""Copies of the journal: proved, put on shelves, taken to other disks, thinned out."""
