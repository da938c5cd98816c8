-- The documents of a theme, each once: lines of members that ask for the same alternatives of the same holders are one, in whatever form.
-- A row is a document and a member that asks for it; `made_by` is the earlier member, or the one handled together, whose result it is or
-- may be. What is certainly made need not be handed in: its status is `excluded`; while it may be made, the status is `possible`.
WITH asked AS (
  SELECT ROW_NUMBER() OVER (ORDER BY m."rank", m.matter, m.rule) AS n, m."rank", m.matter, m.rule,
    CASE WHEN m.eligible = 'certain' THEN m.status ELSE 'possible' END AS status
  FROM member_line m
  WHERE m.kind = 'requirement' AND m.status IN ('certain', 'possible') AND m.eligible <> 'excluded'
), alike AS (
  SELECT a.n, MIN(b.n) AS document
  FROM asked a
  JOIN asked b ON b.n <= a.n
    AND NOT EXISTS (
      SELECT 1 FROM requirement_member x WHERE x.rule = a.rule AND NOT EXISTS (
        SELECT 1 FROM requirement_member y
        WHERE y.rule = b.rule AND y.choice = x.choice AND y.seq = x.seq AND y.material = x.material
          AND COALESCE(y.holder, '') = COALESCE(x.holder, '')))
    AND NOT EXISTS (
      SELECT 1 FROM requirement_member y WHERE y.rule = b.rule AND NOT EXISTS (
        SELECT 1 FROM requirement_member x WHERE x.rule = a.rule AND x.choice = y.choice AND x.seq = y.seq))
  GROUP BY a.n
), maker AS (
  SELECT a.n, p.matter, CASE WHEN p.status = 'certain' AND p.eligible = 'certain' THEN 1 ELSE 0 END AS certain,
    ROW_NUMBER() OVER (PARTITION BY a.n
      ORDER BY CASE WHEN p.status = 'certain' AND p.eligible = 'certain' THEN 0 ELSE 1 END, p."rank", p.matter) AS k
  FROM asked a
  JOIN requirement_member x ON x.rule = a.rule AND (SELECT COUNT(*) FROM requirement_member y WHERE y.rule = a.rule) = 1
  JOIN result s ON s.name = x.material
  JOIN member_line p ON p.rule = s.rule AND p.status IN ('certain', 'possible') AND p.eligible IN ('certain', 'possible') AND p.matter <> a.matter
  WHERE p."rank" < a."rank"
    OR (EXISTS (SELECT 1 FROM made o WHERE o.matter = p.matter) AND EXISTS (SELECT 1 FROM made o WHERE o.matter = a.matter))
)
SELECT DENSE_RANK() OVER (ORDER BY l.document) AS document, q.title,
  CASE k.certain WHEN 1 THEN 'excluded' WHEN 0 THEN 'possible' ELSE (
    SELECT CASE WHEN COUNT(*) > 0 THEN 'certain' ELSE 'possible' END
    FROM alike o JOIN asked s ON s.n = o.n AND s.status = 'certain' WHERE o.document = l.document) END AS status,
  a.matter, k.matter AS made_by
FROM alike l
JOIN asked a ON a.n = l.n
JOIN asked f ON f.n = l.document
JOIN requirement q ON q.rule = f.rule
LEFT JOIN maker k ON k.n = l.document AND k.k = 1
ORDER BY l.document, l.n;
