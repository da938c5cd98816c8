-- Figures of each matter on the day that stands in `given_case.acceptance_day`, kept in `matter_figure` for `totals`: of the definition that
-- holds for most places. `case_kind` is absent where the matter does not say, or says one in some cases and another in others; `promised` and
-- `statutory` are the working days of the longest limit, absent if there is none or one is in another unit. The labels, 1 or 0: `at_once`
-- (马上办) every case is decided at once, or within no working day; `online` (网上办) one may apply on line; `nearby` (就近办) it is received in
-- towns or villages; `one_visit` (一次办) no case takes more than one visit, as far as the matter says how many; `no_visit` (不见面) there is a
-- way without a visit, and no result can only be collected at a window. `materials` are lines, `always` those that hold in every case.
DELETE FROM matter_figure;
INSERT INTO matter_figure
SELECT f.matter, f.kind, f.case_kind, f.promised, f.statutory,
  CASE WHEN f.case_kind = '即办件' OR f.promised = 0 THEN 1 ELSE 0 END,
  CASE WHEN EXISTS (
    SELECT 1 FROM rule r JOIN channel c ON c.rule = r.id WHERE r.edition = f.edition AND c.channel = '网上') THEN 1 ELSE 0 END,
  CASE WHEN EXISTS (
    SELECT 1 FROM rule r JOIN accepting a ON a.rule = r.id WHERE r.edition = f.edition AND a.level >= 5) THEN 1 ELSE 0 END,
  CASE WHEN (SELECT MAX(v."count") FROM rule r JOIN visit v ON v.rule = r.id WHERE r.edition = f.edition) <= 1 THEN 1 ELSE 0 END,
  CASE WHEN EXISTS (
      SELECT 1 FROM rule r JOIN visit v ON v.rule = r.id WHERE r.edition = f.edition AND v."count" = 0)
    AND NOT EXISTS (
      SELECT 1 FROM rule r JOIN result s ON s.rule = r.id
      WHERE r.edition = f.edition AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.rule = s.rule AND d.mode <> '窗口领取'))
    THEN 1 ELSE 0 END,
  (SELECT COUNT(*) FROM rule r WHERE r.edition = f.edition AND r.kind = 'requirement'),
  (SELECT COUNT(*) FROM rule r WHERE r.edition = f.edition AND r.kind = 'requirement' AND r."condition" IS NULL)
FROM (
  SELECT w.matter, w.kind, w.edition, (
      SELECT CASE WHEN MIN(k.kind) = MAX(k.kind) THEN MIN(k.kind) END
      FROM rule r JOIN case_kind k ON k.rule = r.id WHERE r.edition = w.edition) AS case_kind, (
      SELECT CASE WHEN MIN(CASE WHEN l.unit = 'working_days' THEN 1 ELSE 0 END) = 1 THEN MAX(l.amount) END
      FROM rule r JOIN "limit" l ON l.rule = r.id WHERE r.edition = w.edition AND l.kind = 'promised') AS promised, (
      SELECT CASE WHEN MIN(CASE WHEN l.unit = 'working_days' THEN 1 ELSE 0 END) = 1 THEN MAX(l.amount) END
      FROM rule r JOIN "limit" l ON l.rule = r.id WHERE r.edition = w.edition AND l.kind = 'statutory') AS statutory
  FROM (
    SELECT m.name AS matter, m.kind, (
      SELECT e.id FROM edition e
      WHERE e.matter = m.name
        AND (e.day_from_number IS NULL OR e.day_from_number <= (SELECT acceptance_day FROM given_case))
        AND (e.day_to_number IS NULL OR e.day_to_number > (SELECT acceptance_day FROM given_case))
      ORDER BY e.depth, e.region_first, e.id
      LIMIT 1) AS edition
    FROM matter m
  ) w
  WHERE w.edition IS NOT NULL
) f;
