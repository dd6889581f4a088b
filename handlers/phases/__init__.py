"""What each phase asks for by itself."""
