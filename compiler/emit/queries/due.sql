-- The last day of each limit that starts on `given_case.acceptance_day`. The day of the event does not count. Working days are counted
-- by ordinals (0 is the day itself); a period in natural days, months or years that ends on a day off ends on the next working day; a
-- month ends on its last day if it has no such day. `provisional` = 1: the calendar of that day is not published yet.
-- Which of the limits hold says `decide.sql`; the promise counts if it is earlier than the statute.
WITH start AS (
  SELECT d.calendar, d.day_number, d.ordinal, d.month, d.month_day, k.published_to_number
  FROM calendar k
  JOIN calendar_day d ON d.calendar = k.name
  WHERE k.name = 'cn' AND d.day_number = (SELECT acceptance_day FROM given_case)
), raw_end AS (
  SELECT r.id AS rule, l.kind, l.unit, s.calendar, s.published_to_number, CASE
      WHEN l.unit = 'working_days' AND l.amount = 0 THEN s.day_number
      WHEN l.unit = 'working_days' THEN (
        SELECT MIN(d.day_number) FROM calendar_day d WHERE d.calendar = s.calendar AND d.ordinal = s.ordinal + l.amount)
      WHEN l.unit = 'calendar_days' THEN s.day_number + l.amount
      WHEN l.unit = 'months' THEN (
        SELECT MAX(d.day_number) FROM calendar_day d
        WHERE d.calendar = s.calendar AND d.month = s.month + l.amount AND d.month_day <= s.month_day)
      WHEN l.unit = 'years' THEN (
        SELECT MAX(d.day_number) FROM calendar_day d
        WHERE d.calendar = s.calendar AND d.month = s.month + 12 * l.amount AND d.month_day <= s.month_day)
    END AS day_number
  FROM start s
  JOIN rule r ON r.edition = (SELECT edition FROM given_case)
  JOIN "limit" l ON l.rule = r.id AND l.start = 'acceptance'
)
SELECT e.rule, e.kind, d.day, d.day_number,
  CASE WHEN d.day_number > e.published_to_number THEN 1 ELSE 0 END AS provisional
FROM raw_end e
JOIN calendar_day d ON d.calendar = e.calendar AND d.day_number = CASE
    WHEN e.unit = 'working_days' THEN e.day_number
    ELSE (SELECT MIN(n.day_number) FROM calendar_day n
          WHERE n.calendar = e.calendar AND n.day_number >= e.day_number AND n.working = 1)
  END
ORDER BY e.rule;
