-- Candidates for the responsible region in the edition of `given_case`, line by line (`rule`): those of a line that holds (`certain`) or may
-- hold (`possible`, it depends on an answer), with the values that are known. What they come to says `whose`. A place that the person
-- elects counts as its unit at `level` and must be one of the candidates of a line that is certain, or of every line that is possible; one
-- that is not known yet may still be it. No other query checks that (the runtime refuses it, R309).
WITH compatible AS (
  SELECT w.id, w.rule, w.positive
  FROM rule r
  JOIN rule_row w ON w.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case) AND r.kind = 'responsible' AND NOT EXISTS (
    SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)
), standing AS (
  SELECT r.id, r.seq, r.choice, r.otherwise,
    COALESCE(MAX(k.positive), 0) AS can_hold,
    COALESCE(MAX(1 - k.positive), 0) AS can_fail
  FROM rule r
  LEFT JOIN compatible k ON k.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case) AND r.kind = 'responsible'
  GROUP BY r.id, r.seq, r.choice, r.otherwise
), line AS (
  SELECT s.id, s.seq, CASE
      WHEN s.otherwise = 1 AND EXISTS (
        SELECT 1 FROM standing o WHERE o.choice = s.choice AND o.otherwise = 0 AND o.can_hold = 1 AND o.can_fail = 0) THEN 'excluded'
      WHEN s.otherwise = 1 AND EXISTS (
        SELECT 1 FROM standing o WHERE o.choice = s.choice AND o.otherwise = 0 AND o.can_hold = 1) THEN 'possible'
      WHEN s.otherwise = 1 THEN 'certain'
      WHEN s.can_hold = 1 AND s.can_fail = 0 THEN 'certain'
      WHEN s.can_hold = 1 THEN 'possible'
      ELSE 'excluded'
    END AS status
  FROM standing s
)
SELECT l.id AS rule, l.status, y.fact, y.level, v.value
FROM line l
JOIN responsible y ON y.rule = l.id
LEFT JOIN given_value v ON v.fact = y.fact
WHERE l.status <> 'excluded'
ORDER BY l.seq, y.seq;
