"""Station (本值班点): its screens and forms."""
