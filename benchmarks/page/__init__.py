"""All figures of a run on one page, with how they went from run to run."""
