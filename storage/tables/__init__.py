"""The tables, one class per noun, without behaviour. The tenant comes first in every key and index."""
