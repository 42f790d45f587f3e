"""What an office shows that is of no one incident: people, devices, warnings, figures, the plan."""
