"""The coach in front of a camera: threads, the image with its overlay, the window, the terminal.

The module is callable: `posecoach.live("cat_cow")` coaches as the command does.
"""

from posecoach.face import callable_floor

callable_floor(__name__, "posecoach.cli.live", "live")
