"""One incident as a folder that is read and proved without the program and without a network."""

from pathlib import Path

VERIFIER = Path(__file__).with_name("verify.py")
"""The program that lies in every package and proves it; it imports nothing of ours."""
