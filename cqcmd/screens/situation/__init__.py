"""Situation (态势): its screens and forms."""
