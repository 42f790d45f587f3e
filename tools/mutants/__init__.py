"""Small faults put into the rules and the fold one by one: does some test notice each?"""
