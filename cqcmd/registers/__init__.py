"""登记簿: units and equipment beside the record, in a file of their own; alone knows its tables."""
