-- What falls due for review on the day that stands in `given_case.acceptance_day`, or in so many days after it: put how many where 0 stands.
-- `ends`: a definition ends on `day` and no other begins for its place (`what`, a code); `law_amended`: a law was amended after the day that
-- the matter says of its version (`matter.valid_from`); `law_ends`: a law ends; `waiver_ends`: a waiver of a rule ends. The few laws that
-- change come before the many lines that cite them.
WITH span (first, last) AS (
  SELECT c.acceptance_day, c.acceptance_day + 0 FROM given_case c
), held AS (
  SELECT e.id, e.matter, e.region_first, e.region_last, e.depth, e.day_to_number
  FROM edition e JOIN span s ON (e.day_from_number IS NULL OR e.day_from_number <= s.first)
    AND (e.day_to_number IS NULL OR e.day_to_number > s.first)
), changed AS (
  SELECT l.name, l.number, a.day_number, 'law_amended' AS reason
  FROM law_amendment a
  JOIN span s ON a.day_number <= s.last
  JOIN law l ON l.name = a.law
  WHERE a.day_number > (SELECT MIN(m.valid_from_number) FROM matter m)
  UNION ALL
  SELECT l.name, l.number, l.valid_to_number, 'law_ends'
  FROM law l
  JOIN span s ON l.valid_to_number <= s.last
), cited AS (
  SELECT k.name, k.day_number, k.reason, b.edition FROM changed k JOIN basis b ON b.law = k.name
  UNION
  SELECT k.name, k.day_number, k.reason, b.edition FROM changed k JOIN basis b ON b.law = k.number
)
SELECT h.day_to_number AS day_number, h.matter, 'ends' AS reason,
  (SELECT MIN(g.code) FROM region g WHERE g.first = h.region_first AND g.last = h.region_last) AS what
FROM held h
JOIN span s ON h.day_to_number <= s.last
WHERE NOT EXISTS (
  SELECT 1 FROM edition n
  WHERE n.matter = h.matter AND n.region_first = h.region_first AND n.region_last = h.region_last AND n.depth = h.depth
    AND n.day_from_number = h.day_to_number)
UNION
SELECT c.day_number, h.matter, c.reason, c.name
FROM cited c
JOIN held h ON h.id = c.edition
JOIN matter m ON m.name = h.matter
WHERE c.reason = 'law_ends' OR c.day_number > m.valid_from_number
UNION
SELECT w.until_number + 1, w.matter, 'waiver_ends', w.code
FROM waiver w
JOIN span s ON w.until_number < s.last
ORDER BY day_number, matter, reason, what;
