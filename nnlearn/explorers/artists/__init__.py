"""What pictures of explorers draw quickly in each frame: paths, markers, and surfaces in 3-D."""
