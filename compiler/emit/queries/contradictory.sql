-- Why the answers cannot stand together: the reasons of the 互斥 that certainly take part or, if of none that is certain, of those that
-- may; no row if the answers can stand together. Then nothing else may be asked.
WITH compatible AS (
  SELECT w.rule, w.positive
  FROM rule r
  JOIN rule_row w ON w.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case) AND (r.kind = 'never' OR r.kind = 'feasible') AND NOT EXISTS (
    SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)
), hurt AS (
  SELECT n.seq, n.reason,
    CASE WHEN EXISTS (SELECT 1 FROM compatible k WHERE k.rule = n.rule AND k.positive = 0) THEN 0 ELSE 1 END AS certain
  FROM never n
  WHERE n.edition = (SELECT edition FROM given_case)
    AND EXISTS (SELECT 1 FROM compatible k WHERE k.rule = n.rule AND k.positive = 1)
    AND EXISTS (
      SELECT 1 FROM rule r
      WHERE r.edition = n.edition AND r.kind = 'feasible' AND NOT EXISTS (SELECT 1 FROM compatible k WHERE k.rule = r.id))
)
SELECT h.reason
FROM hurt h
WHERE h.certain = 1 OR NOT EXISTS (SELECT 1 FROM hurt o WHERE o.certain = 1)
ORDER BY h.seq;
