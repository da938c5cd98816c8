//! The domain's rules and the texts of all diagnostics. Never sees syntax.
