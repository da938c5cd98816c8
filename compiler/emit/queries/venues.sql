-- Halls where the matter can be handed in: those that lie in the scope of the matter around the responsible region (通办 范围; without
-- one, in the responsible region itself) and whose window classes accept it or that declare none. `nearby` = 1: the hall serves `here`.
WITH scope AS (
  SELECT u.first, u.last
  FROM rule r
  JOIN venue v ON v.rule = r.id AND v.part = 'scope'
  JOIN region u ON u.level = CASE v.value
      WHEN 'nation' THEN 1 WHEN 'province' THEN 2 WHEN 'city' THEN 3 WHEN 'county' THEN 4 WHEN 'town' THEN 5 ELSE 6 END
    AND (SELECT responsible FROM given_case) BETWEEN u.first AND u.last
  WHERE r.edition = (SELECT edition FROM given_case) AND EXISTS (
    SELECT 1 FROM rule_row w
    WHERE w.rule = r.id AND w.positive = 1
      AND NOT EXISTS (
        SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id))
), around AS (
  SELECT s.first, s.last FROM scope s
  UNION
  SELECT u.first, u.last
  FROM region u
  WHERE u.first = (SELECT responsible FROM given_case) AND NOT EXISTS (SELECT 1 FROM scope s)
)
SELECT DISTINCT h.name, h.address, g.name AS region,
  CASE WHEN (SELECT here FROM given_case) BETWEEN g.first AND g.last THEN 1 ELSE 0 END AS nearby
FROM around z
JOIN region g ON g.first BETWEEN z.first AND z.last
JOIN hall h ON h.region = g.code
WHERE NOT EXISTS (SELECT 1 FROM hall_window w WHERE w.hall = h.name)
  OR EXISTS (SELECT 1 FROM hall_window w JOIN window_matter m ON m."window" = w."window" AND m.matter = (SELECT matter FROM given_case) WHERE w.hall = h.name)
ORDER BY nearby DESC, h.name;
