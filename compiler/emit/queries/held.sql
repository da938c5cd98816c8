-- Before a member of a theme is resolved: what a member of lower rank makes counts as held, whatever was answered, and so does what the
-- other members handled together make. Put the member's rank where 0 stands.
DELETE FROM given_value WHERE fact IN (
  SELECT f.name
  FROM fact f
  JOIN result s ON s.name = f.document
  JOIN member_line l ON l.rule = s.rule AND l.status <> 'excluded' AND l.eligible <> 'excluded' AND l."rank" < 0
  WHERE f.kind = 'held'
  UNION
  SELECT f.name
  FROM fact f
  JOIN made m ON m.document = f.document
  JOIN given_case c ON c.matter <> m.matter
  WHERE f.kind = 'held' AND EXISTS (SELECT 1 FROM made o WHERE o.matter = c.matter));
INSERT INTO given_value
SELECT f.name, 1
FROM fact f
JOIN result s ON s.name = f.document
JOIN member_line l ON l.rule = s.rule AND l.status <> 'excluded' AND l.eligible <> 'excluded' AND l."rank" < 0
WHERE f.kind = 'held'
UNION
SELECT f.name, 1
FROM fact f
JOIN made m ON m.document = f.document
JOIN given_case c ON c.matter <> m.matter
WHERE f.kind = 'held' AND EXISTS (SELECT 1 FROM made o WHERE o.matter = c.matter);
