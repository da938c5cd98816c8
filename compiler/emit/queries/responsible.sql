-- Candidates for the responsible region in the edition of `given_case`, with the values that are known. All known and equal: that unit
-- is responsible. Different: the person elects one, and nothing else is asked before. A place that is elected counts as its unit at
-- `level` and must be one of these, unless one of them is not known yet: no other query checks it (the runtime refuses it, R309).
WITH compatible AS (
  SELECT w.rule, w.positive
  FROM rule r
  JOIN rule_row w ON w.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case) AND r.kind = 'responsible' AND NOT EXISTS (
    SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)
)
SELECT y.fact, y.level, v.value
FROM rule r
JOIN responsible y ON y.rule = r.id
LEFT JOIN given_value v ON v.fact = y.fact
WHERE r.edition = (SELECT edition FROM given_case) AND (EXISTS (SELECT 1 FROM compatible k WHERE k.rule = r.id AND k.positive = 1)
  OR (r.otherwise = 1 AND NOT EXISTS (
    SELECT 1 FROM rule o
    WHERE o.edition = r.edition AND o.choice = r.choice AND o.otherwise = 0
      AND EXISTS (SELECT 1 FROM compatible k WHERE k.rule = o.id AND k.positive = 1)
      AND NOT EXISTS (SELECT 1 FROM compatible k WHERE k.rule = o.id AND k.positive = 0))))
ORDER BY r.seq, y.seq;
