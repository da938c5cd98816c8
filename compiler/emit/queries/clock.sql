-- Which limits count, and from when they run, by the events of the case. Where every line of a choice that still may hold gives the same
-- limit, that one is certain. Who is not told within the notice limit that something is missing counts as accepted from receipt, where
-- the limit says so (`deemed` = 1); else the acceptance is the one that was declared. If it is another day than
-- `given_case.acceptance_day`, put that day there and begin anew with `resolve`.
-- What counts from acceptance runs from `begin`: the acceptance; of a case that was handed in outside of the responsible region its
-- receipt; or, if `venue` says that the clock begins on arrival, the arrival, but not before the acceptance. `arrival` is the event
-- `arrived`, else so long after the receipt as forwarding takes (`deemed` = 1: assumed); `elsewhere` is the receipt that counts itself.
-- With stages (`phase`) each has a `begin` of its own: that of the case, or the decision of the stage that it comes after, which is
-- known from the event `decided` of that stage, or assumed (`deemed` = 1) from a row `expected` of `given_event` (see `due`); the decision
-- of the whole says nothing of it. Needs `decided`.
DELETE FROM case_limit;
INSERT INTO case_limit
SELECT l.rule, l.kind, r.stage, CASE WHEN d.settled = 1 THEN 'certain' ELSE 'possible' END, l.amount, l.unit, l.start, l.overdue, l.extends
FROM decided d
CROSS JOIN "limit" l
CROSS JOIN rule r
WHERE l.rule = d.rule AND l.amount IS NOT NULL AND r.id = d.rule AND d.status IN ('certain', 'possible');
DELETE FROM clock;
INSERT INTO clock
WITH notice AS (
  SELECT l.amount, l.unit, l.overdue
  FROM case_limit l
  WHERE l.rule = (SELECT MIN(n.rule) FROM case_limit n WHERE n.kind = 'notice' AND n.status = 'certain')
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
      WHEN 'delivered' THEN 'delivery' WHEN 'received' THEN 'received' END AS start, MAX(e.seq) AS seq
  FROM given_event e
  WHERE e.kind IN ('applied', 'noticed', 'found', 'corrected', 'delivered', 'received')
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
SELECT s.start, NULL, e.day_number, e.minute, 0 FROM started s JOIN given_event e ON e.seq = s.seq
UNION ALL
SELECT 'acceptance', NULL, a.day_number, a.minute, a.deemed FROM accepted a;
INSERT INTO clock
WITH handed_in AS (
  SELECT k.day_number, k.minute
  FROM clock k
  WHERE k.start = CASE WHEN EXISTS (SELECT 1 FROM clock o WHERE o.start = 'receipt') THEN 'receipt' ELSE 'acceptance' END
), elsewhere AS (
  SELECT DISTINCT i.day_number, i.minute, CASE
      WHEN EXISTS (SELECT 1 FROM decided d CROSS JOIN venue v
                   WHERE v.rule = d.rule AND d.status = 'certain' AND v.part = 'clock' AND v.value = 'arrival') THEN 'arrival'
      ELSE 'elsewhere'
    END AS start
  FROM given_case c
  JOIN region h ON h.first = c.here
  JOIN region r ON r.first = c.responsible
  JOIN handed_in i ON 1 = 1
  WHERE h.first NOT BETWEEN r.first AND r.last AND r.first NOT BETWEEN h.first AND h.last
), forward AS (
  SELECT v.amount, v.unit
  FROM venue v
  WHERE v.rule = (
    SELECT MIN(d.rule) FROM decided d CROSS JOIN venue o WHERE o.rule = d.rule AND d.status = 'certain' AND o.part = 'forward')
), arrived AS (
  SELECT MAX(e.seq) AS seq
  FROM given_event e
  JOIN elsewhere h ON h.day_number < e.day_number OR (h.day_number = e.day_number AND h.minute <= e.minute)
  WHERE e.kind = 'arrived'
)
SELECT h.start, NULL, h.day_number, h.minute, 0 FROM elsewhere h WHERE h.start = 'elsewhere'
UNION ALL
SELECT h.start, NULL, e.day_number, e.minute, 0
FROM elsewhere h
JOIN given_event e ON e.seq = (SELECT a.seq FROM arrived a)
WHERE h.start = 'arrival'
UNION ALL
SELECT h.start, NULL, CASE
    WHEN f.amount IS NULL OR (f.unit = 'working_days' AND f.amount = 0) THEN s.day_number
    WHEN f.unit = 'working_days' THEN (
      SELECT MIN(d.day_number) FROM calendar_day d WHERE d.calendar = s.calendar AND d.ordinal = s.ordinal + f.amount)
    WHEN f.unit = 'calendar_days' THEN s.day_number + f.amount
    WHEN f.unit = 'hours' THEN (
      SELECT d.day_number FROM calendar_day d
      WHERE d.calendar = s.calendar AND (d.day_number - s.day_number) * 1440 <= h.minute + 60 * f.amount
        AND (d.day_number - s.day_number + 1) * 1440 > h.minute + 60 * f.amount)
    ELSE (
      SELECT MAX(d.day_number) FROM calendar_day d
      WHERE d.calendar = s.calendar AND d.month = s.month + CASE f.unit WHEN 'years' THEN 12 ELSE 1 END * f.amount
        AND d.month_day <= s.month_day)
  END, CASE WHEN f.unit = 'hours' THEN (h.minute + 60 * f.amount) % 1440 ELSE h.minute END, 1
FROM elsewhere h
LEFT JOIN forward f ON 1 = 1
LEFT JOIN calendar_day s ON s.calendar = 'cn' AND s.day_number = h.day_number
WHERE h.start = 'arrival' AND (SELECT a.seq FROM arrived a) IS NULL;
INSERT INTO clock
SELECT 'begin', NULL, CASE WHEN v.waits = 1 THEN v.day_number ELSE v.accepted END, CASE WHEN v.waits = 1 THEN v.minute ELSE v.accepted_minute END, 0
FROM (
  SELECT a.day_number AS accepted, a.minute AS accepted_minute, o.day_number, o.minute, CASE
      WHEN o.start IS NULL THEN 0
      WHEN o.start = 'elsewhere' THEN 1
      WHEN o.day_number < a.day_number OR (o.day_number = a.day_number AND o.minute <= a.minute) THEN 0
      ELSE 1
    END AS waits
  FROM clock a
  LEFT JOIN clock o ON o.start IN ('elsewhere', 'arrival')
  WHERE a.start = 'acceptance'
) v;
INSERT INTO clock
WITH part AS (
  SELECT p.name, p."after", COALESCE(
      (SELECT MIN(e.seq) FROM given_event e WHERE e.kind = 'decided' AND e.stage = p.name),
      (SELECT MIN(e.seq) FROM given_event e WHERE e.kind = 'decided' AND e.stage IS NULL)) AS decided,
    (SELECT MIN(e.seq) FROM given_event e WHERE e.kind = 'decided' AND e.stage = p.name) AS own,
    (SELECT MIN(e.seq) FROM given_event e WHERE e.kind = 'expected' AND e.stage = p.name) AS expected
  FROM phase p
  WHERE p.edition = (SELECT c.edition FROM given_case c)
), started AS (
  SELECT 'decision' AS start, NULL AS stage, COALESCE(
    (SELECT MIN(e.seq) FROM given_event e WHERE e.kind = 'decided' AND e.stage IS NULL),
    CASE WHEN NOT EXISTS (SELECT 1 FROM part p WHERE p.decided IS NULL) THEN (SELECT MAX(p.decided) FROM part p) END) AS seq
  UNION ALL
  SELECT 'decision', p.name, p.decided FROM part p
  UNION ALL
  SELECT 'begin', p.name, COALESCE(o.own, o.expected) FROM part p JOIN part o ON o.name = p."after"
)
SELECT s.start, s.stage, e.day_number, e.minute, CASE WHEN e.kind = 'expected' THEN 1 ELSE 0 END
FROM started s
JOIN given_event e ON e.seq = s.seq
UNION ALL
SELECT 'begin', p.name, k.day_number, k.minute, 0 FROM part p JOIN clock k ON k.start = 'begin' AND k.stage IS NULL WHERE p."after" IS NULL;
-- The pauses of the case, each as long as its reason may last. DISTINCT as in `due`.
DELETE FROM standstill;
INSERT INTO standstill
WITH side AS (
  SELECT DISTINCT COALESCE(l.stage, '') AS stage FROM case_limit l WHERE l.kind IN ('statutory', 'promised')
), reason AS (
  SELECT x.rule, x.amount, x.unit, r.stage
  FROM decided d
  CROSS JOIN exclusion x
  CROSS JOIN rule r
  WHERE x.rule = d.rule AND r.id = d.rule AND d.status IN ('certain', 'possible')
), paused AS (
  SELECT DISTINCT s.stage, e.seq, e.rule, e.day_number AS first, e.minute, x.amount, x.unit, (
      SELECT MIN(r.seq) FROM given_event r
      WHERE r.seq > e.seq AND ((r.kind = 'resumed' AND r.rule = e.rule)
        OR (r.kind = 'decided' AND (r.stage IS NULL OR r.stage = x.stage OR r.stage = s.stage)))) AS until
  FROM given_event e
  LEFT JOIN reason x ON x.rule = e.rule
  JOIN side s ON s.stage = '' OR x.stage IS NULL OR x.stage = s.stage
  WHERE e.kind = 'paused' AND NOT EXISTS (
    SELECT 1 FROM given_event b
    WHERE b.seq < e.seq AND b.kind = 'decided' AND (b.stage IS NULL OR b.stage = x.stage OR b.stage = s.stage))
), stop AS (
  SELECT p.stage, p.seq, p.rule, p.first, p.minute, p.amount, p.unit, e.day_number AS last, e.minute AS last_minute
  FROM paused p
  LEFT JOIN given_event e ON e.seq = p.until
), budget AS (
  SELECT DISTINCT s.stage, s.seq, s.first, s.minute, s.unit, s.amount * CASE WHEN s.unit = 'hours' THEN 60 ELSE 1 END - CAST(COALESCE((
      SELECT SUM(CASE s.unit
          WHEN 'working_days' THEN b.ordinal - a.ordinal + a.working
          WHEN 'hours' THEN (o.last - o.first) * 1440 + o.last_minute - o.minute
          ELSE o.last - o.first + 1 END)
      FROM stop o
      CROSS JOIN calendar_day a
      CROSS JOIN calendar_day b
      WHERE a.calendar = 'cn' AND a.day_number = o.first AND b.calendar = 'cn' AND b.day_number = o.last
        AND o.rule = s.rule AND o.stage = s.stage AND o.seq < s.seq), 0) AS INTEGER) AS amount
  FROM stop s
  WHERE s.amount IS NOT NULL
), cap AS (
  SELECT DISTINCT b.stage, b.seq, b.amount, CASE WHEN b.unit = 'hours' THEN b.first * 1440 + b.minute + b.amount END AS moment, COALESCE(CASE
      WHEN b.unit = 'working_days' THEN (
        SELECT MIN(d.day_number) FROM calendar_day s JOIN calendar_day d ON d.calendar = s.calendar AND d.ordinal = s.ordinal + b.amount
        WHERE s.calendar = 'cn' AND s.day_number = b.first - 1)
      WHEN b.unit IN ('months', 'years') THEN (
        SELECT MAX(d.day_number)
        FROM calendar_day s
        JOIN calendar_day d ON d.calendar = s.calendar AND d.month = s.month + CASE b.unit WHEN 'years' THEN 12 ELSE 1 END * b.amount
          AND d.month_day <= s.month_day
        WHERE s.calendar = 'cn' AND s.day_number = b.first - 1)
      WHEN b.unit = 'hours' THEN CAST(
        (b.first * 1440 + b.minute + b.amount - (b.minute + b.amount) % 1440) / 1440 AS INTEGER)
      ELSE b.first - 1 + b.amount
    END, 99999999) AS last
  FROM budget b
  WHERE EXISTS (SELECT 1 FROM calendar_day s WHERE s.calendar = 'cn' AND s.day_number = b.first - 1)
), limited AS (
  SELECT DISTINCT s.stage, s.seq, s.first, s.minute, s.last, s.last_minute, c.last AS cap, COALESCE(c.moment, (c.last + 1) * 1440) AS cap_moment
  FROM stop s
  LEFT JOIN cap c ON c.seq = s.seq AND c.stage = s.stage
  WHERE c.amount IS NULL OR c.amount > 0
), pause AS (
  SELECT l.stage, 'days' AS scale, l.seq, l.first AS starts,
    CASE WHEN l.cap IS NULL OR l.last < l.cap THEN l.last ELSE l.cap END + 1 AS ends
  FROM limited l
  UNION ALL
  SELECT l.stage, 'hours', l.seq, l.first * 1440 + l.minute,
    CASE WHEN l.cap_moment IS NULL OR l.last * 1440 + l.last_minute < l.cap_moment THEN l.last * 1440 + l.last_minute ELSE l.cap_moment END
  FROM limited l
), covered AS (
  SELECT DISTINCT p.stage, p.scale, p.seq, p.starts, p.ends, (
      SELECT MAX(o.ends) FROM pause o WHERE o.stage = p.stage AND o.scale = p.scale AND o.seq < p.seq) AS until
  FROM pause p
), apart AS (
  SELECT c.stage, c.scale, ROW_NUMBER() OVER (PARTITION BY c.stage, c.scale ORDER BY c.seq) AS k,
    CASE WHEN c.until > c.starts THEN c.until ELSE c.starts END AS starts, c.ends,
    (SELECT b.ordinal FROM calendar_day b WHERE b.calendar = 'cn' AND b.day_number = c.ends - 1) AS last_ordinal
  FROM covered c
  WHERE c.until IS NULL OR c.ends IS NULL OR c.ends > c.until
)
SELECT a.stage, a.scale, a.k, a.starts, a.ends, a.last_ordinal FROM apart a;
