-- Whether the case can be handed in at `here`: in or around the responsible region always, elsewhere as far as a scope reaches; no row
-- if one of the two places is not known. Needs `decided`.
WITH scope AS (
  SELECT d.status
  FROM decided d
  JOIN venue v ON v.rule = d.rule AND v.part = 'scope'
  JOIN region u ON (SELECT responsible FROM given_case) BETWEEN u.first AND u.last
    AND (SELECT here FROM given_case) BETWEEN u.first AND u.last
    AND u.level <= CASE v.value
      WHEN 'nation' THEN 1 WHEN 'province' THEN 2 WHEN 'city' THEN 3 WHEN 'county' THEN 4 WHEN 'town' THEN 5 WHEN 'village' THEN 6 END
  WHERE d.status IN ('certain', 'possible') AND NOT EXISTS (
    SELECT 1 FROM region i
    WHERE i.level > u.level AND (SELECT responsible FROM given_case) BETWEEN i.first AND i.last AND i.level <= CASE v.value
      WHEN 'nation' THEN 1 WHEN 'province' THEN 2 WHEN 'city' THEN 3 WHEN 'county' THEN 4 WHEN 'town' THEN 5 WHEN 'village' THEN 6 END)
)
SELECT CASE
    WHEN h.first BETWEEN r.first AND r.last OR r.first BETWEEN h.first AND h.last THEN 'certain'
    WHEN EXISTS (SELECT 1 FROM scope s WHERE s.status = 'certain') THEN 'certain'
    WHEN EXISTS (SELECT 1 FROM scope s) THEN 'possible'
    ELSE 'excluded'
  END AS here
FROM given_case c
JOIN region h ON h.first = c.here
JOIN region r ON r.first = c.responsible;
