-- What each fee that holds (`certain`) or may hold (`possible`) costs in this case, in fen. With `per` that is amount × value ÷ per_amount,
-- half a fen rounded up, and then at most the cap; a value below zero counts as zero; a product beyond 64 bits counts as their largest number. `fen` is absent as long as
-- the number that multiplies is not known: `missing` is its fact, and `questions` asks for it. Needs `decided`.
WITH line AS (
  SELECT d.rule, d.status, f.name, f.per, f.cap,
    CASE WHEN v.value < 0 THEN 0 ELSE v.value END AS value, CAST(f.amount AS DECIMAL(38)) AS amount,
    CASE WHEN f.per_amount > 1 THEN f.per_amount ELSE 1 END AS units
  FROM decided d
  JOIN fee f ON f.rule = d.rule
  LEFT JOIN given_value v ON v.fact = f.per
  WHERE d.status IN ('certain', 'possible')
), product AS (
  SELECT l.rule, (l.amount * l.value - l.amount * l.value % l.units) / l.units AS whole, l.amount * l.value % l.units AS rest
  FROM line l
), rounded AS (
  SELECT p.rule, p.whole + CASE WHEN 2 * p.rest >= l.units THEN 1 ELSE 0 END AS fen
  FROM product p
  JOIN line l ON l.rule = p.rule
)
SELECT l.rule, l.status, l.name, CAST(CASE
    WHEN l.per IS NULL THEN l.amount
    WHEN r.fen > l.cap THEN l.cap
    WHEN r.fen > 9223372036854775807 THEN 9223372036854775807
    ELSE r.fen
  END AS DECIMAL(20)) AS fen, CASE WHEN l.value IS NULL THEN l.per END AS missing
FROM line l
JOIN rounded r ON r.rule = l.rule
ORDER BY l.rule;
