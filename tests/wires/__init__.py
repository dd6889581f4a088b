"""How a test person's words cross a platform's real wire."""
