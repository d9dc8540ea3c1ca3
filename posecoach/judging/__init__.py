"""From features to the events of one exercise: phases, rules, repetitions, cues and score; no landmarks, no clock."""
