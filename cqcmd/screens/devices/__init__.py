"""登记簿: units and equipment, found as one types, brought in from lists."""
