"""Station (本值班点): what an officer does there, and how it stands."""
