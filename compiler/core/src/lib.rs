//! Database, names, types, conditions, effective definitions, diagnostics as data. Never reads files, never renders text.
