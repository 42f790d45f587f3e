"""What stands beside a plan file and is read with it."""
