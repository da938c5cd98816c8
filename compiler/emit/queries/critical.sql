-- Working days on the longest way through the members of the theme in `given_case`, by their promise, else the limit of the law; absent if
-- a member that is open to the applicant does not say so in working days. A member waits for those of lower rank whose results it needs,
-- but for those that it is handled together with, and for all of earlier stages.
WITH RECURSIVE days AS (
  SELECT o."rank", o.matter, (
      SELECT CASE WHEN l.unit = 'working_days' THEN l.amount END
      FROM "limit" l
      WHERE l.rule = COALESCE(
        (SELECT MIN(m.rule) FROM member_line m JOIN "limit" p ON p.rule = m.rule AND p.kind = 'promised'
         WHERE m.matter = o.matter AND m.status = 'certain'),
        (SELECT MIN(m.rule) FROM member_line m JOIN "limit" p ON p.rule = m.rule AND p.kind = 'statutory'
         WHERE m.matter = o.matter AND m.status = 'certain'))) AS amount
  FROM (SELECT DISTINCT "rank", matter FROM member_line WHERE eligible <> 'excluded') o
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
  FROM days a
  JOIN days b ON b."rank" < a."rank"
  WHERE EXISTS (
      SELECT 1 FROM need n
      JOIN result s ON s.name = n.material
      JOIN member_line r ON r.rule = s.rule AND r.matter = b.matter AND r.status IN ('certain', 'possible')
      WHERE n.matter = a.matter)
    AND NOT (EXISTS (SELECT 1 FROM made o WHERE o.matter = a.matter) AND EXISTS (SELECT 1 FROM made o WHERE o.matter = b.matter))
  UNION
  SELECT b.matter, a.matter
  FROM days a
  JOIN days b ON b.matter <> a.matter
  JOIN stage l ON l.matter = a.matter
  JOIN stage e ON e.matter = b.matter AND e.seq < l.seq
), way AS (
  SELECT d.matter, d.amount AS days FROM days d
  UNION
  SELECT w.matter, y.days + d.amount
  FROM way y
  JOIN waits w ON w.earlier = y.matter
  JOIN days d ON d.matter = w.matter
)
SELECT CAST(MAX(y.days) AS INTEGER) AS days
FROM way y
HAVING COUNT(*) > 0 AND NOT EXISTS (SELECT 1 FROM days d WHERE d.amount IS NULL);
