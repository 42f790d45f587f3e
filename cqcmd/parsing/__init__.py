"""What people type, read into values: numbers, quantities, times, names, the quick line."""
