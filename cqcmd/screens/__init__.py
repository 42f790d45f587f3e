"""What an officer sees, by wing of work; `common` is what the wings build on."""
