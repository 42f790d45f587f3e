"""Debrief (复盘): its screens and forms."""
