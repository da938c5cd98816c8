-- The last day of each limit whose start has come. The day of the event does not count. Working days are counted by ordinals (0 is the
-- day itself); a period in natural days, months or years that ends on a day off ends on the next working day; a month ends on its last
-- day if it has no such day. An extension adds its time to that of the limit that it extends. What is paused does not count, and a reason
-- with a longest time stops counting when that is used up; pauses that begin behind the end change nothing, with the decision all of them
-- end, and the notice and the delivery are never paused.
-- `state` is `known`, `paused` (the clock stands still) or `outside` (the calendar does not reach so far); `day` is absent unless it is
-- known. `minute` is there for limits in hours; another one ends with its day. `provisional` = 1: the calendar of that day is not
-- published yet. Of the limits of one kind with `status` = `certain` the earliest counts, of promise and law the earlier. A `possible` one
-- depends on what is not answered: while it is earlier than those, or there are no others, nobody can say when the decision is due.
-- A CROSS JOIN with the condition behind it is a join whose order is kept where the order is the writer's (SQLite): the few lines of the case come
-- before the many of the catalogue. Needs `decided` and `clock`.
WITH RECURSIVE term AS (
  SELECT l.rule, l.kind, d.status, l.amount, l.unit, c.day_number, c.minute,
    CASE WHEN l.kind <> 'notice' AND EXISTS (SELECT 1 FROM given_event e WHERE e.kind = 'extended') THEN (
      SELECT MIN(x.rule) FROM decided q CROSS JOIN "limit" x
      WHERE x.rule = q.rule AND q.status = 'certain' AND x.kind = 'extension' AND x.amount IS NOT NULL
        AND l.kind = CASE WHEN x.extends = 'promised' THEN 'promised' ELSE 'statutory' END) END AS extension
  FROM decided d
  CROSS JOIN "limit" l
  CROSS JOIN clock c
  WHERE l.rule = d.rule AND c.start = CASE WHEN l.kind = 'notice' THEN 'receipt' ELSE l.start END
    AND ((d.status = 'certain' AND l.kind IN ('statutory', 'promised', 'delivery', 'notice'))
      OR (d.status = 'possible' AND l.kind IN ('statutory', 'promised')))
), part AS (
  SELECT t.rule, 0 AS step, t.amount, t.unit FROM term t WHERE t.amount IS NOT NULL
  UNION ALL
  SELECT t.rule, 1 AS step, x.amount, x.unit FROM term t JOIN "limit" x ON x.rule = t.extension
), length AS (
  SELECT t.rule, 0 AS step, t.day_number, t.minute FROM term t
  UNION ALL
  SELECT p.rule, p.step + 1, CASE
      WHEN p.unit = 'working_days' AND p.amount = 0 THEN (
        SELECT s.day_number FROM calendar_day s WHERE s.calendar = 'cn' AND s.day_number = h.day_number)
      WHEN p.unit = 'working_days' THEN (
        SELECT MIN(d.day_number) FROM calendar_day s JOIN calendar_day d ON d.calendar = s.calendar AND d.ordinal = s.ordinal + p.amount
        WHERE s.calendar = 'cn' AND s.day_number = h.day_number)
      WHEN p.unit = 'calendar_days' THEN (
        SELECT d.day_number FROM calendar_day s JOIN calendar_day d ON d.calendar = s.calendar AND d.day_number = s.day_number + p.amount
        WHERE s.calendar = 'cn' AND s.day_number = h.day_number)
      WHEN p.unit = 'hours' THEN (
        SELECT d.day_number
        FROM calendar_day s
        JOIN calendar_day d ON d.calendar = s.calendar AND d.day_number BETWEEN s.day_number AND s.day_number + p.amount / 24 + 1
        WHERE s.calendar = 'cn' AND s.day_number = h.day_number
          AND (d.day_number - s.day_number) * 1440 <= h.minute + 60 * p.amount
          AND (d.day_number - s.day_number + 1) * 1440 > h.minute + 60 * p.amount)
      ELSE (
        SELECT MAX(d.day_number)
        FROM calendar_day s
        JOIN calendar_day d ON d.calendar = s.calendar AND d.month = s.month + CASE p.unit WHEN 'years' THEN 12 ELSE 1 END * p.amount
          AND d.month_day <= s.month_day
        WHERE s.calendar = 'cn' AND s.day_number = h.day_number)
    END, CASE WHEN p.unit = 'hours' THEN (h.minute + 60 * p.amount) % 1440 ELSE h.minute END
  FROM length h
  JOIN part p ON p.rule = h.rule AND p.step = h.step
), stop AS (
  SELECT e.seq, e.rule, e.day_number AS first,
    (SELECT MIN(r.day_number) FROM given_event r
     WHERE r.seq > e.seq AND (r.kind = 'decided' OR (r.kind = 'resumed' AND r.rule = e.rule))) AS last
  FROM given_event e
  WHERE e.kind = 'paused'
), reason AS (
  SELECT x.rule, x.amount, x.unit
  FROM decided d
  CROSS JOIN exclusion x
  WHERE x.rule = d.rule AND d.status IN ('certain', 'possible') AND x.amount IS NOT NULL
), budget AS (
  SELECT s.seq, s.first, x.unit, x.amount - CAST(COALESCE((
      SELECT SUM(CASE WHEN x.unit = 'working_days' THEN b.ordinal - a.ordinal + a.working ELSE o.last - o.first + 1 END)
      FROM stop o
      JOIN calendar_day a ON a.calendar = 'cn' AND a.day_number = o.first
      JOIN calendar_day b ON b.calendar = 'cn' AND b.day_number = o.last
      WHERE o.rule = s.rule AND o.seq < s.seq), 0) AS INTEGER) AS amount
  FROM stop s
  JOIN reason x ON x.rule = s.rule
), cap AS (
  SELECT b.seq, b.amount, COALESCE(CASE
      WHEN b.unit = 'working_days' THEN (
        SELECT MIN(d.day_number) FROM calendar_day s JOIN calendar_day d ON d.calendar = s.calendar AND d.ordinal = s.ordinal + b.amount
        WHERE s.calendar = 'cn' AND s.day_number = b.first - 1)
      WHEN b.unit IN ('months', 'years') THEN (
        SELECT MAX(d.day_number)
        FROM calendar_day s
        JOIN calendar_day d ON d.calendar = s.calendar AND d.month = s.month + CASE b.unit WHEN 'years' THEN 12 ELSE 1 END * b.amount
          AND d.month_day <= s.month_day
        WHERE s.calendar = 'cn' AND s.day_number = b.first - 1)
      ELSE b.first - 1 + b.amount
    END, 99999999) AS last
  FROM budget b
  WHERE EXISTS (SELECT 1 FROM calendar_day s WHERE s.calendar = 'cn' AND s.day_number = b.first - 1)
), pause AS (
  SELECT s.seq, s.first, CASE WHEN c.last IS NULL OR s.last < c.last THEN s.last ELSE c.last END AS last
  FROM stop s
  LEFT JOIN cap c ON c.seq = s.seq
  WHERE c.amount IS NULL OR c.amount > 0
), covered AS (
  SELECT p.seq, p.first, p.last, (SELECT MAX(o.last) FROM pause o WHERE o.seq < p.seq) AS until
  FROM pause p
), apart AS (
  SELECT ROW_NUMBER() OVER (ORDER BY c.seq) AS k, CASE WHEN c.until >= c.first THEN c.until + 1 ELSE c.first END AS first, c.last,
    (SELECT b.ordinal FROM calendar_day b WHERE b.calendar = 'cn' AND b.day_number = c.last) AS last_ordinal
  FROM covered c
  WHERE c.until IS NULL OR c.last IS NULL OR c.last > c.until
), walk AS (
  SELECT t.rule, t.kind, t.status, t.day_number AS start, COALESCE(x.unit, t.unit) AS unit, h.minute, 0 AS k, h.day_number, 0 AS still
  FROM term t
  JOIN length h ON h.rule = t.rule AND h.step = CASE WHEN t.extension IS NULL THEN 1 ELSE 2 END
  LEFT JOIN "limit" x ON x.rule = t.extension
  WHERE t.amount IS NOT NULL
  UNION ALL
  SELECT w.rule, w.kind, w.status, w.start, w.unit, w.minute, w.k + 1, CASE
      WHEN w.day_number IS NULL OR w.kind IN ('notice', 'delivery') OR p.first > w.day_number THEN w.day_number
      WHEN p.last IS NULL THEN NULL
      WHEN p.last <= w.start THEN w.day_number
      WHEN w.unit <> 'working_days' THEN (
        SELECT d.day_number FROM calendar_day d
        WHERE d.calendar = 'cn'
          AND d.day_number = w.day_number + p.last - CASE WHEN p.first > w.start THEN p.first ELSE w.start + 1 END + 1)
      ELSE (
        SELECT CASE
            WHEN p.last_ordinal = a.ordinal - a.working THEN w.day_number
            ELSE (
              SELECT MIN(d.day_number)
              FROM calendar_day e JOIN calendar_day d ON d.calendar = e.calendar AND d.ordinal = e.ordinal + p.last_ordinal - a.ordinal + a.working
              WHERE e.calendar = 'cn' AND e.day_number = w.day_number)
          END
        FROM calendar_day a
        WHERE a.calendar = 'cn' AND a.day_number = CASE WHEN p.first > w.start THEN p.first ELSE w.start + 1 END)
    END, CASE
      WHEN w.kind NOT IN ('notice', 'delivery') AND p.last IS NULL AND p.first <= w.day_number THEN 1
      ELSE w.still
    END
  FROM walk w
  JOIN apart p ON p.k = w.k + 1
), ended AS (
  SELECT w.rule, w.kind, w.status, w.unit, w.minute, w.day_number, w.still FROM walk w WHERE w.k = (SELECT COUNT(*) FROM apart p)
)
SELECT e.rule, e.kind, e.status, d.day, d.day_number, CASE WHEN e.unit = 'hours' AND d.day IS NOT NULL THEN e.minute END AS minute,
  CASE WHEN d.day_number > k.published_to_number THEN 1 ELSE 0 END AS provisional,
  CASE WHEN e.still = 1 THEN 'paused' WHEN d.day IS NULL THEN 'outside' ELSE 'known' END AS state
FROM ended e
JOIN calendar k ON k.name = 'cn'
LEFT JOIN calendar_day d ON d.calendar = k.name AND d.day_number = CASE
    WHEN e.unit = 'working_days' OR e.unit = 'hours' THEN e.day_number
    ELSE (SELECT MIN(n.day_number) FROM calendar_day n
          WHERE n.calendar = k.name AND n.day_number >= e.day_number AND n.working = 1)
  END
ORDER BY e.rule;
