"""What needs no model: each rule is pure, and rings once for each time that it comes true."""
