"""What a station keeps of no incident, folded from its entries."""
