"""What developers and packers run; no part of the program."""
