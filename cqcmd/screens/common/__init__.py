"""What every screen builds on: bases, forms, rooms, keys, drafts."""
