"""Command (指挥): what an officer does there, and how it stands."""
