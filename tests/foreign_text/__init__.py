"""What may reach a widget, read from the source."""
