"""Log (日志): its screens and forms."""
