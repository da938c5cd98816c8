-- After `begin`, what the candidates come to. `place`: there are none, the place where the person stands is responsible. `unit`: however the
-- open questions are answered it is `unit` (a position), the only one inside the catalogue that candidates lie in; put it into
-- `given_case.responsible`. `outside`: all are known and none lies inside: nobody here is responsible, which fails as a condition of
-- its own. `ask`: `place_questions` has what to ask first. `elect`: all is known, and the person elects one of the candidates.
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
), candidate AS (
  SELECT l.id AS rule, l.seq AS line_seq, l.status, y.seq, y.fact, y.level, v.value, (
      SELECT u.first FROM region u
      WHERE u.level <= y.level AND v.value BETWEEN u.first AND u.last
        AND (u.level = y.level OR NOT EXISTS (SELECT 1 FROM region i WHERE i.parent = u.code AND i.level <= y.level))
        AND NOT EXISTS (
          SELECT 1 FROM region i
          WHERE i.level > u.level AND i.level <= y.level AND v.value BETWEEN i.first AND i.last)) AS unit
  FROM line l
  JOIN responsible y ON y.rule = l.id
  LEFT JOIN given_value v ON v.fact = y.fact
  WHERE l.status <> 'excluded'
), found AS (
  SELECT c.rule, c.status, CASE WHEN c.unit BETWEEN r.first AND r.last THEN c.unit END AS unit,
    CASE WHEN c.unit IS NULL THEN 1 ELSE 0 END AS open
  FROM candidate c
  CROSS JOIN catalogue k
  JOIN region r ON r.code = k.root_region
    AND (r.valid_from_number IS NULL OR r.valid_from_number <= (SELECT acceptance_day FROM given_case))
    AND (r.valid_to_number IS NULL OR r.valid_to_number > (SELECT acceptance_day FROM given_case))
), comes AS (
  SELECT f.rule, f.status, MAX(f.open) AS open, COUNT(DISTINCT f.unit) AS units, MIN(f.unit) AS unit
  FROM found f
  GROUP BY f.rule, f.status
)
SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM rule r WHERE r.edition = (SELECT edition FROM given_case) AND r.kind = 'responsible') THEN 'place'
    WHEN COUNT(*) > 0 AND MAX(c.open) = 0 AND MIN(c.units) = 1 AND MAX(c.units) = 1 AND MIN(c.unit) = MAX(c.unit) THEN 'unit'
    WHEN COUNT(*) > 0 AND MAX(c.open) = 0 AND MAX(c.units) = 0 THEN 'outside'
    WHEN MAX(c.open) = 0 AND MIN(CASE WHEN c.status = 'certain' THEN 1 ELSE 0 END) = 1 THEN 'elect'
    ELSE 'ask'
  END AS comes,
  CASE WHEN MAX(c.open) = 0 AND MIN(c.units) = 1 AND MAX(c.units) = 1 AND MIN(c.unit) = MAX(c.unit) THEN MIN(c.unit) END AS unit
FROM comes c;
