"""命令: anything that can be done, found by its name or by any word people have for it."""
