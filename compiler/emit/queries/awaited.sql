-- Beside the `questions` of a member of a theme: what is not asked, because it follows from another member that is still open whether the
-- document is held. Put the member's rank where 0 stands.
SELECT f.name AS fact
FROM fact f
JOIN result s ON s.name = f.document
JOIN member_line l ON l.rule = s.rule AND l.status IN ('certain', 'possible') AND l.eligible IN ('certain', 'possible') AND l."rank" < 0
WHERE f.kind = 'held' AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = f.name)
UNION
SELECT f.name
FROM fact f
JOIN made m ON m.document = f.document AND m.doubt < 2
JOIN given_case c ON c.matter <> m.matter
WHERE f.kind = 'held' AND EXISTS (SELECT 1 FROM made o WHERE o.matter = c.matter)
  AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = f.name)
ORDER BY 1;
