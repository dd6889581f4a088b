"""Rating the rubric."""
