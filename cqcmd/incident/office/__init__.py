"""What is of no one incident: how it is folded, and the stock of resources."""
