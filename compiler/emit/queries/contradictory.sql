-- Why the answers cannot stand together: the reasons of the 互斥 that take part; no row if they can. Then nothing else may be asked.
SELECT n.reason
FROM never n
WHERE n.edition = (SELECT edition FROM given_case)
  AND EXISTS (
    SELECT 1 FROM rule r
    WHERE r.edition = n.edition AND r.kind = 'feasible'
      AND NOT EXISTS (
        SELECT 1 FROM rule_row w
        WHERE w.rule = r.id
          AND NOT EXISTS (
            SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)))
  AND EXISTS (
    SELECT 1 FROM rule_row w
    WHERE w.rule = n.rule AND w.positive = 1
      AND NOT EXISTS (
        SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id))
ORDER BY n.seq;
