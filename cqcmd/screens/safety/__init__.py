"""Safety (人员安全): its screens and forms."""
