-- The same, a hundred at a time: those behind the name that stands in `given_case.matter`, the last of the page before, or an empty text.
SELECT m.name AS matter, m.kind, m.department
FROM matter m
WHERE m.name > (SELECT matter FROM given_case) AND EXISTS (
  SELECT 1 FROM edition e
  WHERE e.matter = m.name AND e.region_first <= (SELECT here FROM given_case) AND e.region_last >= (SELECT here FROM given_case)
    AND (e.day_from_number IS NULL OR e.day_from_number <= (SELECT acceptance_day FROM given_case))
    AND (e.day_to_number IS NULL OR e.day_to_number > (SELECT acceptance_day FROM given_case)))
ORDER BY m.name
LIMIT 100;
