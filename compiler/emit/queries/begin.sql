-- Before anybody is responsible: the widest definition of the matter in force on the day of acceptance, which names the candidates, and the
-- cells of what is known in it. Run it where `given_case.responsible` is absent, then ask `responsible`, `whose` and `place_questions`;
-- nothing else may be told from this edition. Here a place that is larger than its fact asks for is given in `given_value`, too: it lies in
-- no cell, but may be exact enough for the level of a candidate. No edition: the matter is not offered on that day.
UPDATE given_case SET edition = (
  SELECT e.id FROM edition e
  WHERE e.matter = given_case.matter
    AND (e.day_from_number IS NULL OR e.day_from_number <= given_case.acceptance_day)
    AND (e.day_to_number IS NULL OR e.day_to_number > given_case.acceptance_day)
  ORDER BY e.depth, COALESCE(e.day_from_number, -1000000), e.id
  LIMIT 1
);
DELETE FROM answer;
INSERT INTO answer
SELECT DISTINCT m.fact, m.cell
FROM cell_member m
JOIN given_value v ON v.fact = m.fact AND v.value BETWEEN m.low AND m.high
WHERE m.edition = (SELECT edition FROM given_case) AND NOT EXISTS (
  SELECT 1 FROM fact f
  JOIN region u ON u.first = v.value AND u.level < f.level
  JOIN region i ON i.parent = u.code AND i.level <= f.level
  WHERE f.name = v.fact AND f.kind = 'region');
INSERT INTO answer
SELECT DISTINCT m.fact, m.cell
FROM cell_member m
JOIN fact f ON f.name = m.fact AND f.owner = 'official'
WHERE m.edition = (SELECT edition FROM given_case) AND 1 BETWEEN m.low AND m.high
  AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = m.fact);
