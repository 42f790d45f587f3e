"""Log (日志): what an officer does there, and how it stands."""
