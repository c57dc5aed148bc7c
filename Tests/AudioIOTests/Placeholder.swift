// Replaced by the stage's own tests.
