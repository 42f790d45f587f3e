"""Intake (接报): its screens and forms."""
