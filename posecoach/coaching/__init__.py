"""From features to words: phases, rules, repetitions, cues, score, and the coach that runs them."""
