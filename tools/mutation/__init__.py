"""Mutation testing: small errors are made in the code, one at a time, and the tests should notice each.

    python -m tools.mutation                  draws mutants, runs the tests that cover each, prints the score
    python -m tools.mutation --each 20 --areas judging

A mutant is killed if a test fails, or takes too long. `areas.py` says how many of an area's mutants have to be killed,
`survivors.toml` which may survive, and why; `score.txt` is the last score. build/mutation keeps what was found out, so
that an interrupted run goes on; `make mutants` begins anew.
"""
