//! Names in the tables → names as people say them. Knows no table.

/// The name of a document or of a fact without what it is local to: its matter, or the set that an option belongs to. A result that nobody
/// declared is called the same wherever it is made and asked for.
///
/// ```
/// use matter_runtime::tables::bare;
/// assert_eq!((bare("二孩生育登记/离婚证"), bare("户口簿")), ("离婚证", "户口簿"));
/// ```
#[must_use]
pub fn bare(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}
