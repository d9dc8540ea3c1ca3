"""How fast the frame loop is on this machine, as ratios to loops measured in the same run."""
