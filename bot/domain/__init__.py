"""What is true: rules over plain values, without I/O; `now` is an argument."""
