"""The widgets of the screens: one file a widget, their fields, and how they draw."""
