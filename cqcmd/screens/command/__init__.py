"""Command (指挥): its screens and forms."""
