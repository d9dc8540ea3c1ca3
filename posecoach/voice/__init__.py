"""What the coach says aloud: one short sentence at a time, on its own thread."""
