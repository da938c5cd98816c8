-- After `begin`, what to ask before anybody is responsible, best first: what tells which line of candidates holds, directly or through
-- a computed fact, then the candidates that are not known, or not exactly enough.
WITH RECURSIVE compatible AS (
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
), argument AS (
  SELECT d.fact, d.a AS needs FROM derived d
  UNION ALL
  SELECT d.fact, d.b AS needs FROM derived d
), open_fact (fact) AS (
  SELECT b.fact
  FROM standing s
  JOIN compatible k ON k.rule = s.id
  JOIN rule_forbid b ON b."row" = k.id
  WHERE s.can_hold = 1 AND s.can_fail = 1 AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = b.fact)
  UNION
  SELECT d.needs
  FROM open_fact o
  JOIN argument d ON d.fact = o.fact
  WHERE NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = d.needs)
), asked AS (
  SELECT q.fact, 0 AS part, q.seq
  FROM question q
  WHERE q.edition = (SELECT edition FROM given_case) AND EXISTS (SELECT 1 FROM open_fact o WHERE o.fact = q.fact)
    AND NOT EXISTS (
      SELECT 1 FROM existence x JOIN rule r ON r.id = x.rule
      WHERE x.fact = q.fact AND r.edition = q.edition AND NOT EXISTS (
        SELECT 1 FROM rule_row w
        WHERE w.rule = r.id AND w.positive = 1 AND NOT EXISTS (
          SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)))
  UNION ALL
  SELECT c.fact, 1, MIN(c.line_seq * 1000 + c.seq)
  FROM candidate c
  WHERE c.unit IS NULL
  GROUP BY c.fact
)
SELECT s.fact, f.title, f.kind
FROM asked s
JOIN fact f ON f.name = s.fact
WHERE NOT EXISTS (SELECT 1 FROM asked o WHERE o.fact = s.fact AND o.part < s.part)
ORDER BY s.part, s.seq;
