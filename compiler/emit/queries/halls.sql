-- Halls where the case can be handed in. They lie in `here` or serve a unit around it, offer a channel of the case (a hall without channels,
-- all), and take the matter: with a window of a class that lists it or lists no matters, or with no window classes at all. And they lie
-- in a scope (通办), or are the hall of a unit that receives, or have a window that lists the matter and lie in such a unit; of a level
-- below the responsible region every unit of that level in it receives. They are of use if `here` has a row that is not `excluded`. Needs
-- `decided`.
WITH around AS (
  SELECT u.code, u.level, u.first, u.last
  FROM region u
  WHERE (SELECT responsible FROM given_case) BETWEEN u.first AND u.last
), acting AS (
  SELECT n.level, (SELECT u.code FROM around u WHERE u.level = COALESCE((SELECT o.level FROM around o WHERE o.level = n.level), (
      SELECT x.acts FROM region_level x JOIN around o ON o.code = x.region
      WHERE x.missing = n.level AND NOT EXISTS (
        SELECT 1 FROM region_level y JOIN around i ON i.code = y.region WHERE y.missing = n.level AND i.level > o.level)))) AS code
  FROM (SELECT 1 AS level UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) n
), reach AS (
  SELECT u.first, u.last
  FROM decided d
  JOIN venue v ON v.rule = d.rule AND v.part = 'scope'
  JOIN around u ON u.level = (
    SELECT MAX(o.level) FROM around o
    WHERE o.level <= CASE v.value
      WHEN 'nation' THEN 1 WHEN 'province' THEN 2 WHEN 'city' THEN 3 WHEN 'county' THEN 4 WHEN 'town' THEN 5 WHEN 'village' THEN 6 END)
  WHERE d.status IN ('certain', 'possible')
), receiving AS (
  SELECT u.first, u.last
  FROM decided d
  JOIN accepting y ON y.rule = d.rule
  JOIN acting a ON a.level = y.level
  JOIN region u ON u.code = a.code
  WHERE d.status IN ('certain', 'possible')
  UNION
  SELECT u.first, u.last
  FROM decided d
  JOIN accepting y ON y.rule = d.rule
  JOIN acting a ON a.level = y.level AND a.code IS NULL
  JOIN region r ON r.first = (SELECT responsible FROM given_case)
  JOIN region u ON u.level = y.level AND u.first BETWEEN r.first AND r.last
  WHERE d.status IN ('certain', 'possible')
), open_channel AS (
  SELECT v.title
  FROM given_value g
  JOIN fact_value v ON v.fact = g.fact AND v.ordinal = g.value
  WHERE g.fact = '渠道'
  UNION
  SELECT c.channel
  FROM decided d
  JOIN channel c ON c.rule = d.rule
  WHERE d.status IN ('certain', 'possible') AND NOT EXISTS (SELECT 1 FROM given_value g WHERE g.fact = '渠道')
)
SELECT h.name, h.address, g.name AS region
FROM given_case c
JOIN region p ON p.first = c.here
JOIN region g ON g.first BETWEEN p.first AND p.last OR p.first BETWEEN g.first AND g.last
JOIN hall h ON h.region = g.code
WHERE (g.valid_from_number IS NULL OR g.valid_from_number <= c.acceptance_day)
  AND (g.valid_to_number IS NULL OR g.valid_to_number > c.acceptance_day)
  AND (NOT EXISTS (SELECT 1 FROM hall_channel x WHERE x.hall = h.name) OR NOT EXISTS (SELECT 1 FROM open_channel o)
    OR EXISTS (SELECT 1 FROM hall_channel x JOIN open_channel o ON o.title = x.channel WHERE x.hall = h.name))
  AND (NOT EXISTS (SELECT 1 FROM hall_window w WHERE w.hall = h.name) OR EXISTS (
    SELECT 1 FROM hall_window w
    WHERE w.hall = h.name AND (
      NOT EXISTS (SELECT 1 FROM window_matter m WHERE m."window" = w."window")
      OR EXISTS (SELECT 1 FROM window_matter m WHERE m."window" = w."window" AND m.matter = c.matter))))
  AND (EXISTS (SELECT 1 FROM reach s WHERE g.first BETWEEN s.first AND s.last)
    OR EXISTS (SELECT 1 FROM receiving s WHERE s.first = g.first AND s.last = g.last)
    OR (EXISTS (SELECT 1 FROM receiving s WHERE g.first BETWEEN s.first AND s.last) AND EXISTS (
      SELECT 1 FROM hall_window w JOIN window_matter m ON m."window" = w."window"
      WHERE w.hall = h.name AND m.matter = c.matter)))
ORDER BY h.name;
