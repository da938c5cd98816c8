-- The edition of the matter for the responsible region on the day of acceptance: of those that cover both, the most specific, then
-- the one that began last. No edition: the matter is not offered there and then.
UPDATE given_case SET edition = (
  SELECT e.id FROM edition e
  WHERE e.matter = given_case.matter
    AND given_case.responsible BETWEEN e.region_first AND e.region_last
    AND (e.day_from_number IS NULL OR e.day_from_number <= given_case.acceptance_day)
    AND (e.day_to_number IS NULL OR e.day_to_number > given_case.acceptance_day)
  ORDER BY e.depth DESC, COALESCE(e.day_from_number, -1000000) DESC, e.id DESC
  LIMIT 1
);
-- Each value falls into one cell of the edition.
DELETE FROM answer;
INSERT INTO answer
SELECT DISTINCT m.fact, m.cell
FROM cell_member m
JOIN given_value v ON v.fact = m.fact AND v.value BETWEEN m.low AND m.high
WHERE m.edition = (SELECT edition FROM given_case);
-- What an official has not judged yet counts as favourable; `pending.sql` lists it.
INSERT INTO answer
SELECT DISTINCT m.fact, m.cell
FROM cell_member m
JOIN fact f ON f.name = m.fact AND f.owner = 'official'
WHERE m.edition = (SELECT edition FROM given_case) AND 1 BETWEEN m.low AND m.high
  AND NOT EXISTS (SELECT 1 FROM given_value v WHERE v.fact = m.fact);
