-- How many copies of each document of a line that holds (`certain`) or may hold (`possible`) the case needs: `count`, with `per` times that
-- number, part of a copy being a copy, and a number below zero being none. `copies` is absent as long as the number is not known: `missing` is its fact, and `questions` asks for
-- it. Needs `decided`.
WITH line AS (
  SELECT d.rule, d.status, m.choice, m.seq, m.title, m."count", m.per,
    CASE WHEN v.value < 0 THEN 0 ELSE v.value END AS value, CASE f.scale
      WHEN 1 THEN 10 WHEN 2 THEN 100 WHEN 3 THEN 1000 WHEN 4 THEN 10000 WHEN 5 THEN 100000 WHEN 6 THEN 1000000 ELSE 1 END AS units
  FROM decided d
  JOIN requirement_member m ON m.rule = d.rule
  LEFT JOIN fact f ON f.name = m.per
  LEFT JOIN given_value v ON v.fact = m.per
  WHERE d.status IN ('certain', 'possible')
)
SELECT l.rule, l.status, l.choice, l.seq, l.title, CAST(CASE
    WHEN l.per IS NULL THEN l."count"
    ELSE (l."count" * l.value + l.units - 1 - (l."count" * l.value + l.units - 1) % l.units) / l.units
  END AS DECIMAL(20)) AS copies, CASE WHEN l.value IS NULL THEN l.per END AS missing
FROM line l
ORDER BY l.rule, l.choice, l.seq;
