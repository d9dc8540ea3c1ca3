"""What is measured on a pose: smoothing, geometry, joints, the back's shape, posture, camera view."""
