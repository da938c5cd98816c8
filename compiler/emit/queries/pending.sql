-- What rests on an official and was not judged yet: fact and who decides.
SELECT f.name AS fact, f.title, f.judge
FROM cell_member m
JOIN fact f ON f.name = m.fact AND f.owner = 'official'
WHERE m.edition = (SELECT edition FROM given_case) AND 1 BETWEEN m.low AND m.high
  AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = m.fact)
ORDER BY f.name;
