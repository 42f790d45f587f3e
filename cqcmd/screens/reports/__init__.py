"""Reports (报告): its screens and forms."""
