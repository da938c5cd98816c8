//! Tables, values, calendar arithmetic, evaluation. A leaf: knows no compiler, no files, no clock, no floats.
