//! Harness and data that test every crate from outside; the reference interpreter. Nothing depends on it.
