"""导出 and 合并: what two posts carry over, and what they say differently."""
