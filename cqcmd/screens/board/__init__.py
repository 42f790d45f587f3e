"""Board (值班台): its screens and forms."""
