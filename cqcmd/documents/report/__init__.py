"""The words of reports: body, phone script, changes, press text, start order."""
