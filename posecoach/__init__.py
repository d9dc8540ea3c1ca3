"""posecoach: a coach that watches back exercises through a camera and judges their form."""

__version__ = "0.1.0"
