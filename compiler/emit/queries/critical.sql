-- The longest way through the members of the theme in `given_case`, by their promise, else the limit of the law: the last day, if the first
-- members are accepted on `acceptance_day` and each other one on the last day of those that it waits for, and the working days up to it.
-- No row if it is not certain how long a member that is open to the applicant takes, or if the calendar does not reach so far. A member
-- waits for those of lower rank whose results it needs, but for those that it is handled together with, and for all of earlier stages.
WITH RECURSIVE length AS (
  SELECT o."rank", o.matter, l.amount, l.unit
  FROM (SELECT DISTINCT "rank", matter FROM member_line WHERE eligible <> 'excluded') o
  LEFT JOIN "limit" l ON l.rule = COALESCE(
    (SELECT MIN(m.rule) FROM member_line m JOIN "limit" p ON p.rule = m.rule AND p.kind = 'promised'
     WHERE m.matter = o.matter AND m.settled = 1),
    (SELECT MIN(m.rule) FROM member_line m JOIN "limit" p ON p.rule = m.rule AND p.kind = 'statutory'
     WHERE m.matter = o.matter AND m.settled = 1))
), need AS (
  SELECT m.matter, x.material FROM member_line m JOIN requirement_member x ON x.rule = m.rule
  WHERE m.status IN ('certain', 'possible')
  UNION
  SELECT m.matter, p.material FROM member_line m JOIN prior_result p ON p.rule = m.rule
  WHERE m.status IN ('certain', 'possible')
), stage AS (
  SELECT t.matter, s.seq
  FROM theme_matter t
  JOIN theme_stage s ON s.theme = t.theme AND s.name = t.stage
  WHERE t.theme = (SELECT matter FROM given_case)
), waits AS (
  SELECT b.matter AS earlier, a.matter
  FROM length a
  JOIN length b ON b."rank" < a."rank"
  WHERE EXISTS (
      SELECT 1 FROM need n
      JOIN result s ON s.name = n.material
      JOIN member_line r ON r.rule = s.rule AND r.matter = b.matter AND r.status IN ('certain', 'possible')
      WHERE n.matter = a.matter)
    AND NOT (EXISTS (SELECT 1 FROM made o WHERE o.matter = a.matter) AND EXISTS (SELECT 1 FROM made o WHERE o.matter = b.matter))
  UNION
  SELECT b.matter, a.matter
  FROM length a
  JOIN length b ON b.matter <> a.matter
  JOIN stage l ON l.matter = a.matter
  JOIN stage e ON e.matter = b.matter AND e.seq < l.seq
), way AS (
  SELECT w.earlier, w.matter, 0 AS ends FROM waits w
  UNION ALL
  SELECT a.matter, a.matter, 1 FROM length a
), begun AS (
  SELECT a.matter, 0 AS ends, c.acceptance_day AS day_number, c.acceptance_day * 0 AS minute
  FROM length a
  JOIN given_case c ON 1 = 1
  UNION
  SELECT w.matter, w.ends, CASE
      WHEN d.unit = 'working_days' AND d.amount = 0 THEN (
        SELECT s.day_number FROM calendar_day s WHERE s.calendar = 'cn' AND s.day_number = b.day_number)
      WHEN d.unit = 'working_days' THEN (
        SELECT MIN(e.day_number) FROM calendar_day s JOIN calendar_day e ON e.calendar = s.calendar AND e.ordinal = s.ordinal + d.amount
        WHERE s.calendar = 'cn' AND s.day_number = b.day_number)
      WHEN d.unit = 'hours' THEN (
        SELECT e.day_number FROM calendar_day e
        WHERE e.calendar = 'cn' AND e.day_number * 1440 <= b.day_number * 1440 + b.minute + 60 * d.amount
          AND e.day_number * 1440 + 1440 > b.day_number * 1440 + b.minute + 60 * d.amount)
      WHEN d.unit = 'calendar_days' THEN (
        SELECT MIN(e.day_number) FROM calendar_day e
        WHERE e.calendar = 'cn' AND e.working = 1 AND e.day_number >= b.day_number + d.amount)
      ELSE (
        SELECT MIN(e.day_number) FROM calendar_day e
        WHERE e.calendar = 'cn' AND e.working = 1 AND e.day_number >= (
          SELECT MAX(n.day_number)
          FROM calendar_day s
          JOIN calendar_day n ON n.calendar = s.calendar AND n.month = s.month + CASE d.unit WHEN 'years' THEN 12 ELSE 1 END * d.amount
            AND n.month_day <= s.month_day
          WHERE s.calendar = 'cn' AND s.day_number = b.day_number))
    END, CASE WHEN d.unit = 'hours' THEN (b.minute + 60 * d.amount) % 1440 ELSE b.minute END
  FROM begun b
  JOIN length d ON d.matter = b.matter AND b.ends = 0
  JOIN way w ON w.earlier = b.matter
)
SELECT e.ordinal - s.ordinal AS days, e.day, e.day_number
FROM calendar_day s
JOIN calendar_day e ON e.calendar = s.calendar AND e.day_number = (SELECT MAX(b.day_number) FROM begun b WHERE b.ends = 1)
WHERE s.calendar = 'cn' AND s.day_number = (SELECT acceptance_day FROM given_case)
  AND NOT EXISTS (SELECT 1 FROM begun b WHERE b.day_number IS NULL)
  AND NOT EXISTS (SELECT 1 FROM length d WHERE d.amount IS NULL);
