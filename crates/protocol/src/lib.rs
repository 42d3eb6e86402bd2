//! What agent and server say to each other: versioned, bounded in size, and without logic.
