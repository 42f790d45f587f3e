"""Attachments: files beside the record, taken in whole and held against what the log says."""
