"""The parts of reading and writing a plan's workbook; storage/files/workbook.py is their front route."""
