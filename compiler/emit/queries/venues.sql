-- Whom to hand the case in to, and what else is said about it (通办). A row is a line that holds or may hold: of `accepting`, the unit
-- at its level that is responsible, or of a level below the responsible region the one around `here`, if that lies in the region; of `venue`, its part (scope, mode, forward, return, clock). `unit` is the code of the unit that is
-- meant; `reaches_here` is 1 if `here` lies in it. DISTINCT keeps a step from being worked out again (SQLite). Needs `decided`.
WITH around AS (
  SELECT DISTINCT u.code, u.level, u.first, u.last
  FROM region u
  WHERE (SELECT responsible FROM given_case) BETWEEN u.first AND u.last
), acting AS (
  SELECT DISTINCT n.level, (SELECT u.code FROM around u WHERE u.level = COALESCE((SELECT o.level FROM around o WHERE o.level = n.level), (
      SELECT x.acts FROM region_level x JOIN around o ON o.code = x.region
      WHERE x.missing = n.level AND NOT EXISTS (
        SELECT 1 FROM region_level y JOIN around i ON i.code = y.region WHERE y.missing = n.level AND i.level > o.level)))) AS code
  FROM (SELECT 1 AS level UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) n
), held AS (
  SELECT DISTINCT n.level, (SELECT u.code FROM around u WHERE u.level = (SELECT MAX(o.level) FROM around o WHERE o.level <= n.level)) AS code
  FROM acting n
), said AS (
  SELECT d.rule, d.status, 'accepting' AS part, y.name AS value, NULL AS amount, NULL AS unit_of_time, COALESCE(a.code, (
      SELECT u.code FROM region u JOIN region r ON r.first = (SELECT responsible FROM given_case)
      WHERE u.level = y.level AND (SELECT here FROM given_case) BETWEEN u.first AND u.last
        AND u.first BETWEEN r.first AND r.last)) AS code
  FROM decided d
  JOIN accepting y ON y.rule = d.rule
  LEFT JOIN acting a ON a.level = y.level
  WHERE d.status IN ('certain', 'possible')
  UNION ALL
  SELECT d.rule, d.status, v.part, v.value, v.amount, v.unit, h.code
  FROM decided d
  JOIN venue v ON v.rule = d.rule
  LEFT JOIN held h ON v.part = 'scope' AND h.level = CASE v.value
    WHEN 'nation' THEN 1 WHEN 'province' THEN 2 WHEN 'city' THEN 3 WHEN 'county' THEN 4 WHEN 'town' THEN 5 WHEN 'village' THEN 6 END
  WHERE d.status IN ('certain', 'possible')
)
SELECT s.rule, s.part, s.status, s.value, s.amount, s.unit_of_time, s.code AS unit,
  CASE WHEN EXISTS (SELECT 1 FROM around u WHERE u.code = s.code AND (SELECT here FROM given_case) BETWEEN u.first AND u.last)
      OR EXISTS (
        SELECT 1 FROM region u JOIN region r ON r.first = (SELECT responsible FROM given_case)
        WHERE u.code = s.code AND u.first BETWEEN r.first AND r.last AND (SELECT here FROM given_case) BETWEEN u.first AND u.last)
    THEN 1 ELSE 0 END AS reaches_here
FROM said s
ORDER BY s.rule;
