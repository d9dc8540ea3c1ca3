"""The exercises as motion scripts, one file each: a clean version and the faults, all made from a seed."""
