"""Posts of one centre: a stand-in of its server that drops, delays and restarts."""
