"""The parts of reading and writing a plan's workbook; storage/files/workbook_in_child.py is their front route."""
