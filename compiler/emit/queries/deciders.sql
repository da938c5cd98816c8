-- Who decides: the level and the department of each line that holds or may hold, after what is devolved (下放, which is power of its own;
-- delegation, posting and networking leave the decision above; an organisation that it is devolved to stands in `delegation.body`), and the
-- code of the unit that acts there. Where no `unit` stands the place is too large to tell: of a line that is certain, ask for one at
-- `level` before anything else is told (the runtime refuses it, R311). Needs `decided`.
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
), devolved AS (
  SELECT d.status, g.from_level, g.to_level
  FROM decided d
  JOIN delegation g ON g.rule = d.rule AND g.mode = 'devolved'
  WHERE d.status IN ('certain', 'possible')
), said AS (
  SELECT d.rule, y.level, y.department,
    CASE WHEN EXISTS (SELECT 1 FROM devolved v WHERE v.from_level = y.level) THEN 'possible' ELSE d.status END AS status
  FROM decided d
  JOIN decider y ON y.rule = d.rule
  WHERE d.status IN ('certain', 'possible')
    AND NOT EXISTS (SELECT 1 FROM devolved v WHERE v.from_level = y.level AND v.status = 'certain')
  UNION ALL
  SELECT d.rule, v.to_level, y.department,
    CASE WHEN v.status = 'certain' THEN d.status ELSE 'possible' END
  FROM decided d
  JOIN decider y ON y.rule = d.rule
  JOIN devolved v ON v.from_level = y.level
  WHERE d.status IN ('certain', 'possible')
)
SELECT s.rule, s.status, s.level, s.department, a.code AS unit
FROM said s
LEFT JOIN acting a ON a.level = s.level
ORDER BY s.rule, s.level;
