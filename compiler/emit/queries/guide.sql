-- The guide of the edition: every line with what it yields; `text`, `amount`, `unit` and `more` are these columns of the table of its kind.
SELECT g.seq, g."key", g.kind, g.stage, g.title, g."condition", g."text", g.amount, g.unit, g.more
FROM v_guide g
WHERE g.edition = (SELECT edition FROM given_case)
ORDER BY g.seq, g."text";
