"""What the plan says, as pure functions over its rows. No disk, no clock, no screen."""
