"""Recording what a user can get from the program, and comparing two recordings by content."""
