"""What lies on the disk around drafts: which files they are, their encodings, and the rules that judge them."""
