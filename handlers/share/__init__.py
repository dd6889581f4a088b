"""Share: a team's own stakeholders and its communication plan."""
