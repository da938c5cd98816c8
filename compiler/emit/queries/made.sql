-- What the member that was just decided results in, or may result in, with no doubt yet; kept for members handled together (联办).
INSERT INTO made
SELECT c.matter, r.name, 0
FROM given_case c
LEFT JOIN (
  SELECT DISTINCT s.name
  FROM decided d
  JOIN result s ON s.rule = d.rule
  WHERE d.status IN ('certain', 'possible')
) r ON 1 = 1
WHERE c.edition IS NOT NULL;
