"""How fast it is: loops, live sessions, start-up, memory; always against something measured in the same run."""
