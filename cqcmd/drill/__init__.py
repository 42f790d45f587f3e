"""Drills (7): scenarios, their clock, what arrived, and how it was answered. No screen."""
