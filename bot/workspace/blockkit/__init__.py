"""What a block, an element or a view may look like, and in which words a wrong one is refused."""
