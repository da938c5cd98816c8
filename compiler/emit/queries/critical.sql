-- Working days on the longest way through the members of a theme: of each rank the longest promise, else limit of the law; absent if
-- a member that is open to the applicant does not say so in working days.
WITH days AS (
  SELECT o."rank", (
      SELECT CASE WHEN l.unit = 'working_days' THEN l.amount END
      FROM "limit" l
      WHERE l.rule = COALESCE(
        (SELECT MIN(m.rule) FROM member_line m JOIN "limit" p ON p.rule = m.rule AND p.kind = 'promised'
         WHERE m.matter = o.matter AND m.status = 'certain'),
        (SELECT MIN(m.rule) FROM member_line m JOIN "limit" p ON p.rule = m.rule AND p.kind = 'statutory'
         WHERE m.matter = o.matter AND m.status = 'certain'))) AS amount
  FROM (SELECT DISTINCT "rank", matter FROM member_line WHERE eligible <> 'excluded') o
), longest AS (
  SELECT d."rank", MAX(d.amount) AS amount FROM days d GROUP BY d."rank"
)
SELECT CAST(COALESCE(SUM(l.amount), 0) AS INTEGER) AS days
FROM longest l
HAVING NOT EXISTS (SELECT 1 FROM days d WHERE d.amount IS NULL);
