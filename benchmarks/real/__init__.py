"""How often the coach is right about real people: reviews of their pose recordings against what somebody saw."""
