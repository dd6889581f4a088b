"""The Web API's methods by family, each with its arguments, scopes, rate tier and error codes in a table."""
