"""`/sel away`: not asked and not missed until a day, set by oneself or by a lead."""
