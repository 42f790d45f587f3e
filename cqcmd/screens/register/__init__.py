"""事故台账: a line an incident, found as one types."""
