"""Command: response, headquarters, people and units, tasks, teams inside the cordon."""
