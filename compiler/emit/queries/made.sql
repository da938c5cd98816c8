-- What the member that was just decided results in, or may result in; kept for members handled together (联办).
INSERT INTO made
SELECT DISTINCT c.matter, s.name
FROM decided d
JOIN result s ON s.rule = d.rule
JOIN given_case c ON c.edition IS NOT NULL
WHERE d.status <> 'excluded';
