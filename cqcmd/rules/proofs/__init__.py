"""What is proved of a plan file from elsewhere before a post runs on it."""
