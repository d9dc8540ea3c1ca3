"""How cost grows with what a person may have more of: rules, history, exercises, pixels, minutes."""
