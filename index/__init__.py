"""Documents in, what can be searched out."""
