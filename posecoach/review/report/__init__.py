"""The report as one HTML file that opens from disk, needs no network, and plays the video beside it."""
