"""Our own software renderer of the sample videos: body, pose, motion script, scene, truth."""
