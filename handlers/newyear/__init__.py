"""`/sel newyear`: prepare and launch the next year, share its plan, and close the old one."""
