"""What people do in the workspace, one file for each way of doing it."""
