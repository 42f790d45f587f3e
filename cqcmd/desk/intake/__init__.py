"""Intake (接报): what an officer does there, and how it stands."""
