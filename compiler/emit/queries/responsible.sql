-- Candidates for the responsible region in the edition of `given_case`, with the values that are known. All known and equal: that unit
-- is responsible. Different: the person elects one, and nothing else is asked before.
SELECT y.fact, y.level, v.value
FROM given_case c
JOIN rule r ON r.edition = c.edition
JOIN responsible y ON y.rule = r.id
LEFT JOIN given_value v ON v.fact = y.fact
WHERE r.otherwise = 1 OR EXISTS (
  SELECT 1 FROM rule_row w
  WHERE w.rule = r.id AND w.positive = 1
    AND NOT EXISTS (
      SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id))
ORDER BY r.seq, y.seq;
