"""`cqcmd drill`: scenarios checked and listed, drills played from scripts."""
