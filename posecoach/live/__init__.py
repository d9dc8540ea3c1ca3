"""The coach in front of a camera: threads, the picture with its overlay, the window, the terminal.

Called, it coaches: `posecoach.live("cat_cow")`, as the command does.
"""

from posecoach.face import callable_floor

callable_floor(__name__, "posecoach.cli.live", "live")
