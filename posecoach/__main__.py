"""`python -m posecoach` is the same as `posecoach`."""

import sys

from posecoach.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
