"""A session: the guide that leads through it, its steps, dosage, and what happens when it hurts."""
