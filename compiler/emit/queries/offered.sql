-- Matters offered at a place on a day: those with an edition that covers it.
SELECT DISTINCT o.matter, o.kind, o.department
FROM v_offered o
WHERE o.position = (SELECT here FROM given_case)
  AND (o.day_from_number IS NULL OR o.day_from_number <= (SELECT acceptance_day FROM given_case))
  AND (o.day_to_number IS NULL OR o.day_to_number > (SELECT acceptance_day FROM given_case))
ORDER BY o.matter;
