-- What rests on an official and was not judged yet: fact and who decides.
SELECT f.name AS fact, f.title, f.judge
FROM given_case c
JOIN cell_member m ON m.edition = c.edition AND 1 BETWEEN m.low AND m.high
JOIN fact f ON f.name = m.fact AND f.owner = 'official'
WHERE NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = m.fact)
ORDER BY f.name;
