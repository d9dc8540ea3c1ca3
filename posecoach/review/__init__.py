"""Form review of recordings: what was done, what was wrong, and what could not be judged.

Called, it reviews one: `posecoach.review("me.mp4")`.
"""

from posecoach.face import callable_floor

callable_floor(__name__, "posecoach.review.public", "review")
