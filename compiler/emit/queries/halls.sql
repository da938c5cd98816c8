-- Halls that lie in `here` or serve a unit around it, and that take the matter: with a window of a class that lists it or lists
-- no matters, or with no window classes at all. They are of use if `here` has a row that is not `excluded`.
SELECT h.name, h.address, g.name AS region
FROM given_case c
JOIN region p ON p.first = c.here
JOIN region g ON g.first BETWEEN p.first AND p.last OR p.first BETWEEN g.first AND g.last
JOIN hall h ON h.region = g.code
WHERE (g.valid_from_number IS NULL OR g.valid_from_number <= c.acceptance_day)
  AND (g.valid_to_number IS NULL OR g.valid_to_number > c.acceptance_day)
  AND (NOT EXISTS (SELECT 1 FROM hall_window w WHERE w.hall = h.name) OR EXISTS (
    SELECT 1 FROM hall_window w
    WHERE w.hall = h.name AND (
      NOT EXISTS (SELECT 1 FROM window_matter m WHERE m."window" = w."window")
      OR EXISTS (SELECT 1 FROM window_matter m WHERE m."window" = w."window" AND m.matter = c.matter))))
ORDER BY h.name;
