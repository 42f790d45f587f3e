"""Papers (文书): what an officer does there, and how it stands."""
