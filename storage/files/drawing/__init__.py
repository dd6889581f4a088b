"""How each kind of picture is drawn. Imports matplotlib, so only the child process comes in here."""
