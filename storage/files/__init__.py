"""Files that people read and write: workbooks and charts."""
