"""Reports (报告): what an officer does there, and how it stands."""
