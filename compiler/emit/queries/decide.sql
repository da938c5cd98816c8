-- Every line of the edition: `certain` if it holds in all ways to answer what is not answered, `excluded` if in none, else `possible`.
-- A line of a choice is `moot` where no such way meets the conditions: then only the failed conditions matter. `settled` = 1: what the
-- line yields is certain, because it certainly holds or because all lines of its choice that may hold yield the same.
WITH compatible AS (
  SELECT w.rule, w.positive
  FROM rule r
  JOIN rule_row w ON w.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case) AND NOT EXISTS (
    SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)
), line AS (
  SELECT r.id, r.seq, r."key", r.kind, r.choice, r.otherwise, r.same_as,
    COALESCE(MAX(k.positive), 0) AS can_hold,
    COALESCE(MAX(1 - k.positive), 0) AS can_fail
  FROM rule r
  LEFT JOIN compatible k ON k.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case)
  GROUP BY r.id, r.seq, r."key", r.kind, r.choice, r.otherwise, r.same_as
), standing AS (
  SELECT l.id, l.seq, l."key", l.kind, l.choice, l.same_as, CASE
      WHEN l.choice IS NOT NULL AND l.kind <> 'responsible'
        AND EXISTS (SELECT 1 FROM line e WHERE e.kind = 'eligible' AND e.can_hold = 0) THEN 'moot'
      WHEN l.otherwise = 1 AND EXISTS (
        SELECT 1 FROM line o WHERE o.choice = l.choice AND o.otherwise = 0 AND o.can_hold = 1 AND o.can_fail = 0) THEN 'excluded'
      WHEN l.otherwise = 1 AND EXISTS (
        SELECT 1 FROM line o WHERE o.choice = l.choice AND o.otherwise = 0 AND o.can_hold = 1) THEN 'possible'
      WHEN l.otherwise = 1 THEN 'certain'
      WHEN l.can_hold = 1 AND l.can_fail = 0 THEN 'certain'
      WHEN l.can_hold = 1 THEN 'possible'
      ELSE 'excluded'
    END AS status
  FROM line l
  WHERE l.kind <> 'feasible' AND l.kind <> 'eligible' AND l.kind <> 'never'
)
SELECT s.id AS rule, s."key", s.kind, s.status, CASE
    WHEN s.status = 'certain' THEN 1
    WHEN s.status = 'possible' AND s.kind <> 'responsible'
      AND MIN(CASE WHEN s.status IN ('certain', 'possible') THEN s.same_as END) OVER (PARTITION BY s.choice)
        = MAX(CASE WHEN s.status IN ('certain', 'possible') THEN s.same_as END) OVER (PARTITION BY s.choice) THEN 1
    ELSE 0
  END AS settled
FROM standing s
ORDER BY s.seq;
