// Replaced by the stage's own files.
