"""Every form that keeps drafts is found by the name of its drafts, and reopens from them."""
