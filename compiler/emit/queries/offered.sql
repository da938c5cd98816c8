-- Matters offered at a place on a day: those with an edition that covers it.
SELECT DISTINCT o.matter, o.kind, o.department
FROM v_offered o
JOIN given_case c ON c.here = o.position
WHERE (o.day_from_number IS NULL OR o.day_from_number <= c.acceptance_day)
  AND (o.day_to_number IS NULL OR o.day_to_number > c.acceptance_day)
ORDER BY o.matter;
