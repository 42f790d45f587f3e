"""Safety (人员安全): what an officer does there, and how it stands."""
