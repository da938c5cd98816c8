-- Where each line comes from: its words, its source, and its legal basis, which is that of the matter where the line has none of its own.
SELECT r.seq, r."key", r.kind, r.title, r."condition", r.file, r.line, b.law, b.place
FROM rule r
LEFT JOIN basis b ON b.edition = r.edition AND (b.rule = r.id OR (b.rule IS NULL AND NOT EXISTS (
  SELECT 1 FROM basis o WHERE o.edition = r.edition AND o.rule = r.id)))
WHERE r.edition = (SELECT edition FROM given_case) AND r.kind <> 'feasible' AND r.kind <> 'eligible' AND r.kind <> 'never'
  AND r.kind <> 'existence'
ORDER BY r.seq, b.seq;
