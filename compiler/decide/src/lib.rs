//! Partitions of domains, boxes and counting, covers, witnesses: pure mathematics. Knows no matters, no text, no salsa.
