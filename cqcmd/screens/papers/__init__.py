"""Papers (文书): its screens and forms."""
