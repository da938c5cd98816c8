-- What members handled together were assumed to make and, all being decided, do not make (2) or not certainly (1): put each row's `doubt`
-- into `made` and decide the theme again, until there is none.
SELECT o.matter, o.document, COALESCE(n.doubt, 2) AS doubt
FROM made o
LEFT JOIN (
  SELECT l.matter, s.name, MIN(CASE WHEN l.status = 'certain' AND l.eligible = 'certain' THEN 0 ELSE 1 END) AS doubt
  FROM member_line l
  JOIN result s ON s.rule = l.rule
  WHERE l.status IN ('certain', 'possible') AND l.eligible IN ('certain', 'possible')
  GROUP BY l.matter, s.name
) n ON n.matter = o.matter AND n.name = o.document
WHERE o.document IS NOT NULL AND o.doubt < COALESCE(n.doubt, 2)
ORDER BY o.matter, o.document;
