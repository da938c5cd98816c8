//! What is offered and explained, for clients that take neither snippets nor marks.

/// A snippet without its stops: each leaves the text that it would begin with.
pub(crate) fn without_stops(snippet: &str) -> String {
    let mut out = String::with_capacity(snippet.len());
    let mut letters = snippet.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.extend(letters.next()),
            '$' if letters.next_if_eq(&'{').is_some() => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                let text = inside.trim_start_matches(|letter: char| letter.is_ascii_digit());
                let first = text.strip_prefix('|').and_then(|choices| choices.split([',', '|']).next());
                out.push_str(first.unwrap_or_else(|| text.strip_prefix(':').unwrap_or_default()));
            }
            '$' => while letters.next_if(char::is_ascii_digit).is_some() {},
            other => out.push(other),
        }
    }
    out
}

/// Marked text without its marks: emphasis, code, headings and the rule below the head of a table.
pub(crate) fn without_marks(marked: &str) -> String {
    let is_rule =
        |line: &&str| line.contains("---") && line.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' '));
    let lines = marked.lines().filter(|line| !is_rule(line));
    let plain = lines.map(|line| {
        line.trim_start_matches('#')
            .trim_start_matches(' ')
            .replace("**", "")
            .replace('`', "")
            .trim_matches('*')
            .to_owned()
    });
    plain.collect::<Vec<_>>().join("\n")
}
