-- Matters offered at `here` on the day: those with an edition that covers both. They may be all of the catalogue: a window that shows
-- some at a time asks `page`.
SELECT m.name AS matter, m.kind, m.department
FROM matter m
WHERE EXISTS (
  SELECT 1 FROM edition e
  WHERE e.matter = m.name AND e.region_first <= (SELECT here FROM given_case) AND e.region_last >= (SELECT here FROM given_case)
    AND (e.day_from_number IS NULL OR e.day_from_number <= (SELECT acceptance_day FROM given_case))
    AND (e.day_to_number IS NULL OR e.day_to_number > (SELECT acceptance_day FROM given_case)))
ORDER BY m.name;
