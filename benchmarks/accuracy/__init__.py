"""How often the coach is right: reviews of the sample videos against their exact truth."""
