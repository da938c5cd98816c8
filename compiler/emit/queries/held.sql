-- Before a member of a theme is resolved: what a member of lower rank certainly makes counts as held, whatever was answered; who says not to
-- hold what may be made may come to hold it, and that is no answer. The same goes for what the others handled together make. Put the
-- member's rank where 0 stands.
DELETE FROM given_value WHERE value <> 1 AND fact IN (
  SELECT f.name
  FROM fact f
  JOIN result s ON s.name = f.document
  JOIN member_line l ON l.rule = s.rule AND l.status IN ('certain', 'possible') AND l.eligible IN ('certain', 'possible') AND l."rank" < 0
  WHERE f.kind = 'held'
  UNION
  SELECT f.name
  FROM fact f
  JOIN made m ON m.document = f.document AND m.doubt < 2
  JOIN given_case c ON c.matter <> m.matter
  WHERE f.kind = 'held' AND EXISTS (SELECT 1 FROM made o WHERE o.matter = c.matter));
INSERT INTO given_value
SELECT h.name, 1
FROM (
  SELECT f.name
  FROM fact f
  JOIN result s ON s.name = f.document
  JOIN member_line l ON l.rule = s.rule AND l.status = 'certain' AND l.eligible = 'certain' AND l."rank" < 0
  WHERE f.kind = 'held'
  UNION
  SELECT f.name
  FROM fact f
  JOIN made m ON m.document = f.document AND m.doubt = 0
  JOIN given_case c ON c.matter <> m.matter
  WHERE f.kind = 'held' AND EXISTS (SELECT 1 FROM made o WHERE o.matter = c.matter)
) h
WHERE NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = h.name);
