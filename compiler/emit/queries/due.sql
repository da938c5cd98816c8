-- The last day of each limit whose start has come. The day of the event does not count. Working days are counted by ordinals (0 is the
-- day itself); a period in natural days, months or years that ends on a day off ends on the next working day; a month ends on its last
-- day if it has no such day. An extension adds its time to that of the limit that it extends. What is paused does not count, and a reason
-- with a longest time stops counting when that is used up; pauses that begin behind the end change nothing (a period that ends on a day off
-- lasts until the next working day: what is paused until then moves that day), with the decision all of them end, and the notice and the
-- delivery are never paused. In days neither the day of the pause nor that of the resumption counts; hours
-- stop at the minute of the pause and go on at that of the resumption.
-- `state` is `known`, `paused` (the clock stands still) or `outside` (the calendar does not reach so far); `day` is absent unless it is
-- known. `minute` is there for limits in hours; another one ends with its day. Of what counts in hours from an event whose time of day is not
-- known (0 stands for it) the day is known only: leave `minute` away. `provisional` = 1: the calendar of that day is not published yet. Of the
-- limits of one kind with `status` = `certain` the earliest counts, of promise and law the earlier. A `possible` one
-- depends on what is not answered: while it is earlier than those, or there are no others, nobody can say when the decision is due.
-- `stage` is the stage (`phase`) whose decision is due; absent, that of the whole. Where a stage comes after another one whose own decision
-- is not among the events, put a row `expected` into `given_event` with that stage and the day and minute (0 where there is none) on which its
-- decision is due, and ask `clock` and `due` again, stage after stage. The matter is due with its last stage, and by what is said of the whole.
-- DISTINCT where no row stands twice keeps a step from being worked out again in each that rests on it (SQLite).
-- A CROSS JOIN with the condition behind it is a join whose order is kept where the order is the writer's (SQLite): the few lines of the case come
-- before the many of the catalogue. Needs `decided` and `clock`.
WITH RECURSIVE term AS (
  SELECT DISTINCT l.rule, l.kind, COALESCE(l.stage, '') AS stage, l.status, l.amount, l.unit, c.day_number, c.minute,
    CASE WHEN l.kind <> 'notice' AND EXISTS (
        SELECT 1 FROM given_event e WHERE e.kind = 'extended' AND COALESCE(e.stage, '') = COALESCE(l.stage, '')) THEN (
      SELECT MIN(x.rule) FROM case_limit x
      WHERE x.kind = 'extension' AND x.status = 'certain' AND COALESCE(x.stage, '') = COALESCE(l.stage, '')
        AND l.kind = CASE WHEN x.extends = 'promised' THEN 'promised' ELSE 'statutory' END) END AS extension
  FROM case_limit l
  JOIN clock c ON c.start = CASE WHEN l.kind = 'notice' THEN 'receipt' WHEN l.start = 'acceptance' THEN 'begin' ELSE l.start END
    AND COALESCE(c.stage, '') = CASE WHEN l.kind <> 'notice' AND l.start IN ('acceptance', 'decision') THEN COALESCE(l.stage, '') ELSE '' END
  WHERE (l.status = 'certain' AND l.kind IN ('statutory', 'promised', 'delivery', 'notice'))
    OR (l.status = 'possible' AND l.kind IN ('statutory', 'promised'))
), part AS (
  SELECT t.rule, 0 AS step, t.amount, t.unit FROM term t
  UNION ALL
  SELECT t.rule, 1 AS step, x.amount, x.unit FROM term t JOIN case_limit x ON x.rule = t.extension
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
), ready AS (
  SELECT DISTINCT t.rule, t.kind, t.status, t.stage, COALESCE(x.unit, t.unit) AS unit, t.day_number AS start, t.minute AS start_minute,
    h.day_number, h.minute
  FROM term t
  JOIN length h ON h.rule = t.rule AND h.step = CASE WHEN t.extension IS NULL THEN 1 ELSE 2 END
  LEFT JOIN case_limit x ON x.rule = t.extension
), walk AS (
  SELECT r.rule, r.kind, r.status, r.stage, r.unit, CASE WHEN r.unit = 'hours' THEN 'hours' ELSE 'days' END AS scale,
    CASE WHEN r.unit = 'hours' THEN r.start * 1440 + r.start_minute ELSE r.start + 1 END AS starts, 0 AS k,
    CASE WHEN r.unit = 'hours' THEN r.day_number * 1440 + r.minute ELSE r.day_number END AS number, 0 AS still
  FROM ready r
  UNION ALL
  SELECT w.rule, w.kind, w.status, w.stage, w.unit, w.scale, w.starts, w.k + 1, CASE
      WHEN w.number IS NULL OR w.kind IN ('notice', 'delivery') THEN w.number
      WHEN p.starts > w.number AND w.unit IN ('working_days', 'hours') THEN w.number
      WHEN p.starts > w.number AND p.starts > COALESCE((
        SELECT MIN(n.day_number) FROM calendar_day n WHERE n.calendar = 'cn' AND n.day_number >= w.number AND n.working = 1), w.number) THEN w.number
      WHEN w.unit = 'hours' AND p.starts = w.number THEN w.number
      WHEN p.ends IS NULL THEN NULL
      WHEN p.ends <= w.starts THEN w.number
      WHEN w.unit = 'hours' THEN w.number + p.ends - CASE WHEN p.starts > w.starts THEN p.starts ELSE w.starts END
      WHEN w.unit <> 'working_days' THEN (
        SELECT d.day_number FROM calendar_day d
        WHERE d.calendar = 'cn'
          AND d.day_number = CASE WHEN p.starts > w.number THEN COALESCE((
              SELECT MIN(n.day_number) FROM calendar_day n WHERE n.calendar = 'cn' AND n.day_number >= w.number AND n.working = 1), w.number) ELSE w.number END
            + p.ends - CASE WHEN p.starts > w.starts THEN p.starts ELSE w.starts END)
      ELSE (
        SELECT CASE
            WHEN p.last_ordinal = a.ordinal - a.working THEN w.number
            ELSE (
              SELECT MIN(d.day_number)
              FROM calendar_day e JOIN calendar_day d ON d.calendar = e.calendar AND d.ordinal = e.ordinal + p.last_ordinal - a.ordinal + a.working
              WHERE e.calendar = 'cn' AND e.day_number = w.number)
          END
        FROM calendar_day a
        WHERE a.calendar = 'cn' AND a.day_number = CASE WHEN p.starts > w.starts THEN p.starts ELSE w.starts END)
    END, CASE
      WHEN w.kind NOT IN ('notice', 'delivery') AND p.ends IS NULL
        AND (p.starts < w.number OR (p.starts = w.number AND w.unit <> 'hours')
          OR (w.unit NOT IN ('working_days', 'hours') AND p.starts <= COALESCE((
              SELECT MIN(n.day_number) FROM calendar_day n WHERE n.calendar = 'cn' AND n.day_number >= w.number AND n.working = 1), w.number))) THEN 1
      ELSE w.still
    END
  FROM walk w
  JOIN standstill p ON p.k = w.k + 1 AND p.stage = w.stage AND p.scale = w.scale
), ended AS (
  SELECT w.rule, w.kind, w.status, w.stage, w.unit, w.still,
    CASE WHEN w.unit = 'hours' THEN CAST((w.number - w.number % 1440) / 1440 AS INTEGER) ELSE w.number END AS day_number,
    w.number % 1440 AS minute
  FROM walk w
  WHERE w.k = (SELECT COUNT(*) FROM standstill p WHERE p.stage = w.stage AND p.scale = w.scale)
)
SELECT e.rule, e.kind, e.status, d.day, d.day_number, CASE WHEN e.unit = 'hours' AND d.day IS NOT NULL THEN e.minute END AS minute,
  CASE WHEN d.day_number > k.published_to_number THEN 1 ELSE 0 END AS provisional,
  CASE WHEN e.still = 1 THEN 'paused' WHEN d.day IS NULL THEN 'outside' ELSE 'known' END AS state, NULLIF(e.stage, '') AS stage
FROM ended e
JOIN calendar k ON k.name = 'cn'
LEFT JOIN calendar_day d ON d.calendar = k.name AND d.day_number = CASE
    WHEN e.unit = 'working_days' OR e.unit = 'hours' THEN e.day_number
    ELSE (SELECT MIN(n.day_number) FROM calendar_day n
          WHERE n.calendar = k.name AND n.day_number >= e.day_number AND n.working = 1)
  END
ORDER BY e.rule;
