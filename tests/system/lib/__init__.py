"""What the system tests stand on: real programs, on loopback, each in a folder of its own."""
