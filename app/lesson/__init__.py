"""A lesson: one HTML file in which a run plays without a server, by the page's own scripts."""
