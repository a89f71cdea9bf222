"""Say what is wrong with an answer, by the names that an author wrote and by relations that need no author."""
