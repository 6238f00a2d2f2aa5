"""The long proofs: years, crashes, replicas, fuzzing. `make prove` runs them."""
