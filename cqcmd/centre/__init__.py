"""The centre: a PostgreSQL database in which the journals of many hosts come together."""
