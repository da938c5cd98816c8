-- From when limits run, by the events of the case. Who is not told within the notice limit that something is missing counts as accepted
-- from receipt, where the limit says so (`deemed` = 1); else the acceptance is the one that was declared. If it is another day than
-- `given_case.acceptance_day`, put that day there and begin anew with `resolve`. Needs `decided`.
DELETE FROM clock;
INSERT INTO clock
WITH notice AS (
  SELECT l.amount, l.unit, l.overdue
  FROM "limit" l
  WHERE l.rule = (
    SELECT MIN(d.rule) FROM decided d
    WHERE d.status = 'certain' AND EXISTS (
        SELECT 1 FROM "limit" n WHERE n.rule = d.rule AND n.kind = 'notice' AND n.amount IS NOT NULL))
), receipt AS (
  SELECT e.seq, e.day_number, e.minute
  FROM given_event e
  WHERE (e.kind IN ('received', 'corrected') OR (e.kind = 'applied' AND NOT EXISTS (
      SELECT 1 FROM given_event b WHERE b.seq < e.seq AND b.kind IN ('applied', 'received', 'corrected'))))
    AND NOT EXISTS (SELECT 1 FROM given_event b WHERE b.seq < e.seq AND b.kind = 'accepted')
), last_day AS (
  SELECT r.seq, n.unit, CASE
      WHEN n.unit = 'working_days' AND n.amount = 0 THEN (
        SELECT s.day_number FROM calendar_day s WHERE s.calendar = 'cn' AND s.day_number = r.day_number)
      WHEN n.unit = 'working_days' THEN (
        SELECT MIN(d.day_number) FROM calendar_day s JOIN calendar_day d ON d.calendar = s.calendar AND d.ordinal = s.ordinal + n.amount
        WHERE s.calendar = 'cn' AND s.day_number = r.day_number)
      WHEN n.unit = 'calendar_days' THEN (
        SELECT s.day_number + n.amount FROM calendar_day s WHERE s.calendar = 'cn' AND s.day_number = r.day_number)
      WHEN n.unit = 'hours' THEN (
        SELECT d.day_number
        FROM calendar_day s
        JOIN calendar_day d ON d.calendar = s.calendar AND d.day_number BETWEEN s.day_number AND s.day_number + n.amount / 24 + 1
        WHERE s.calendar = 'cn' AND s.day_number = r.day_number
          AND (d.day_number - s.day_number) * 1440 <= r.minute + 60 * n.amount
          AND (d.day_number - s.day_number + 1) * 1440 > r.minute + 60 * n.amount)
      ELSE (
        SELECT MAX(d.day_number)
        FROM calendar_day s
        JOIN calendar_day d ON d.calendar = s.calendar AND d.month = s.month + CASE n.unit WHEN 'years' THEN 12 ELSE 1 END * n.amount
          AND d.month_day <= s.month_day
        WHERE s.calendar = 'cn' AND s.day_number = r.day_number)
    END AS day_number
  FROM receipt r
  JOIN notice n ON n.overdue LIKE '%视为受理%' OR n.overdue LIKE '%treated_accepted%' OR n.overdue LIKE '%treated as accepted%'
), silent AS (
  SELECT MIN(t.seq) AS seq
  FROM last_day t
  WHERE CASE WHEN t.unit IN ('working_days', 'hours') THEN t.day_number ELSE (
      SELECT MIN(d.day_number) FROM calendar_day d WHERE d.calendar = 'cn' AND d.day_number >= t.day_number AND d.working = 1) END < (
    SELECT MIN(e.day_number) FROM given_event e
    WHERE e.seq > t.seq AND e.kind IN ('received', 'noticed', 'corrected', 'accepted', 'today'))
), accepted AS (
  SELECT e.seq, e.day_number, e.minute, CASE WHEN e.kind = 'accepted' THEN 0 ELSE 1 END AS deemed
  FROM given_event e
  WHERE e.seq = COALESCE((SELECT s.seq FROM silent s), (SELECT MIN(a.seq) FROM given_event a WHERE a.kind = 'accepted'))
), last_event AS (
  SELECT CASE e.kind
      WHEN 'applied' THEN 'application' WHEN 'noticed' THEN 'notice' WHEN 'found' THEN 'finding' WHEN 'corrected' THEN 'correction'
      WHEN 'decided' THEN 'decision' WHEN 'delivered' THEN 'delivery' WHEN 'received' THEN 'received' END AS start, MAX(e.seq) AS seq
  FROM given_event e
  WHERE e.kind IN ('applied', 'noticed', 'found', 'corrected', 'decided', 'delivered', 'received')
  GROUP BY e.kind
  UNION ALL
  SELECT 'receipt', MAX(r.seq)
  FROM receipt r
  WHERE r.seq <= COALESCE((SELECT a.seq FROM accepted a), r.seq)
), started AS (
  SELECT l.start, l.seq FROM last_event l WHERE l.start <> 'received'
  UNION ALL
  SELECT 'application', l.seq FROM last_event l
  WHERE l.start = 'received' AND NOT EXISTS (SELECT 1 FROM last_event o WHERE o.start = 'application')
  UNION ALL
  SELECT 'correction', l.seq FROM last_event l
  WHERE l.start = 'receipt' AND NOT EXISTS (SELECT 1 FROM last_event o WHERE o.start = 'correction')
)
SELECT s.start, e.day_number, e.minute, 0 FROM started s JOIN given_event e ON e.seq = s.seq
UNION ALL
SELECT 'acceptance', a.day_number, a.minute, a.deemed FROM accepted a;
