"""What the rules say and what follows from them: plain Python, today is always an argument."""
