-- The values of the fact 渠道 that can be answered: the channels whose line (`channel`) holds or may hold, or all where the edition has no
-- such line. `given` = 1 is the one that was answered. If 渠道 is answered and no row has it, the matter does not offer that channel here:
-- say so, with these rows, and nothing else (the runtime refuses it, R310). Needs `decided`.
SELECT v.ordinal, v.title,
  CASE WHEN EXISTS (SELECT 1 FROM given_value g WHERE g.fact = v.fact AND g.value = v.ordinal) THEN 1 ELSE 0 END AS given
FROM fact_value v
WHERE v.fact = '渠道' AND (NOT EXISTS (SELECT 1 FROM decided d WHERE d.kind = 'channel') OR EXISTS (
  SELECT 1 FROM decided d JOIN channel c ON c.rule = d.rule
  WHERE d.status IN ('certain', 'possible') AND c.channel = v.title))
ORDER BY v.ordinal;
