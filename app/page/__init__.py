"""One reader's page: the shell around the labs, and which of them are open."""
