-- What is worth asking, best first: facts that are not answered and that some undecided line still depends on, directly or through a
-- computed fact. A fact is open if a row that is still compatible, of a line that is still undecided, forbids one of its cells. So is
-- whether a prior result is held that is or may be required, and the number (`per`) that multiplies a fee or a number of copies as long as
-- that line holds or may hold. Of the fact 渠道 only the values that `channels` lists are offered.
WITH RECURSIVE compatible AS (
  SELECT w.id, w.rule, w.positive
  FROM rule r
  JOIN rule_row w ON w.rule = r.id
  WHERE r.edition = (SELECT edition FROM given_case) AND NOT EXISTS (
    SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)
), nobody AS (
  SELECT e.id
  FROM rule e
  WHERE e.edition = (SELECT edition FROM given_case) AND e.kind = 'eligible'
    AND NOT EXISTS (SELECT 1 FROM compatible x WHERE x.rule = e.id)
), undecided AS (
  SELECT k.rule
  FROM compatible k
  JOIN rule r ON r.id = k.rule
  WHERE r.kind <> 'never' AND (r.choice IS NULL OR r.kind = 'responsible' OR NOT EXISTS (SELECT 1 FROM nobody n))
  GROUP BY k.rule
  HAVING MAX(k.positive) = 1 AND MIN(k.positive) = 0
), multiplied AS (
  SELECT r.id AS rule
  FROM rule r
  WHERE r.edition = (SELECT edition FROM given_case)
    AND (EXISTS (SELECT 1 FROM fee f WHERE f.rule = r.id AND f.per IS NOT NULL)
      OR EXISTS (SELECT 1 FROM requirement_member m WHERE m.rule = r.id AND m.per IS NOT NULL))
    AND (r.choice IS NULL OR NOT EXISTS (SELECT 1 FROM nobody n))
    AND (EXISTS (SELECT 1 FROM compatible k WHERE k.rule = r.id AND k.positive = 1)
      OR (r.otherwise = 1 AND NOT EXISTS (
        SELECT 1 FROM rule o
        WHERE o.edition = r.edition AND o.choice = r.choice AND o.otherwise = 0
          AND EXISTS (SELECT 1 FROM compatible k WHERE k.rule = o.id AND k.positive = 1)
          AND NOT EXISTS (SELECT 1 FROM compatible k WHERE k.rule = o.id AND k.positive = 0))))
), argument AS (
  SELECT d.fact, d.a AS needs FROM derived d
  UNION ALL
  SELECT d.fact, d.b AS needs FROM derived d
), open_fact (fact) AS (
  SELECT b.fact
  FROM undecided u
  JOIN compatible k ON k.rule = u.rule
  JOIN rule_forbid b ON b."row" = k.id
  WHERE NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = b.fact)
  UNION
  SELECT p.fact
  FROM prior_result p
  JOIN compatible k ON k.rule = p.rule AND k.positive = 1
  WHERE NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = p.fact)
  UNION
  SELECT f.per
  FROM multiplied l
  JOIN fee f ON f.rule = l.rule
  WHERE f.per IS NOT NULL AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = f.per)
  UNION
  SELECT m.per
  FROM multiplied l
  JOIN requirement_member m ON m.rule = l.rule
  WHERE m.per IS NOT NULL AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = m.per)
  UNION
  SELECT d.needs
  FROM open_fact o
  JOIN argument d ON d.fact = o.fact
  WHERE NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = d.needs)
)
SELECT q.fact, f.title, f.kind, f.level
FROM question q
JOIN fact f ON f.name = q.fact
WHERE q.edition = (SELECT edition FROM given_case)
  AND EXISTS (SELECT 1 FROM open_fact o WHERE o.fact = q.fact)
  AND NOT EXISTS (
    SELECT 1 FROM existence x JOIN rule r ON r.id = x.rule
    WHERE x.fact = q.fact AND r.edition = q.edition
      AND NOT EXISTS (SELECT 1 FROM compatible k WHERE k.rule = r.id AND k.positive = 1))
ORDER BY q.seq;
