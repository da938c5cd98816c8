-- The documents of a theme, each once: lines of members that ask for the same alternatives of the same holders are one, in whatever form.
-- A row is a document and a member that asks for it; `made_by` is the earlier member, or the one handled together, whose result it is or
-- may be, as is an alternative of it (all documents of that alternative). What is certainly made need not be handed in: its status is
-- `excluded`; while it may be made, the status is `possible`. Alternatives of which one must be handed in anyway are no document of their own:
-- their lines stand with that one. Of a document that somebody issues (`material` has a `certificate`, or an `issuer` that is not 申请人 or
-- applicant), and of copies, the largest `count` of its lines serves all; other originals are handed in to each member: their counts are added.
-- DISTINCT as in `due`.
WITH asked AS (
  SELECT ROW_NUMBER() OVER (ORDER BY m."rank", m.matter, m.rule) AS n, m."rank", m.matter, m.rule,
    CASE WHEN m.eligible = 'certain' THEN m.status ELSE 'possible' END AS status
  FROM member_line m
  WHERE m.kind = 'requirement' AND m.status IN ('certain', 'possible') AND m.eligible <> 'excluded'
), alike AS (
  SELECT a.n, MIN(b.n) AS document
  FROM asked a
  JOIN asked b ON b.n <= a.n
    AND NOT EXISTS (
      SELECT 1 FROM requirement_member x WHERE x.rule = a.rule AND NOT EXISTS (
        SELECT 1 FROM requirement_member y
        WHERE y.rule = b.rule AND y.choice = x.choice AND y.seq = x.seq AND y.material = x.material
          AND COALESCE(y.holder, '') = COALESCE(x.holder, '')))
    AND NOT EXISTS (
      SELECT 1 FROM requirement_member y WHERE y.rule = b.rule AND NOT EXISTS (
        SELECT 1 FROM requirement_member x WHERE x.rule = a.rule AND x.choice = y.choice AND x.seq = y.seq))
  GROUP BY a.n
), making AS (
  SELECT DISTINCT a.n, a.rule, x.choice, x.seq, p.matter, p."rank",
    CASE WHEN p.status = 'certain' AND p.eligible = 'certain' THEN 1 ELSE 0 END AS certain
  FROM asked a
  JOIN requirement_member x ON x.rule = a.rule
  JOIN result s ON s.name = x.material
  JOIN member_line p ON p.rule = s.rule AND p.status IN ('certain', 'possible') AND p.eligible IN ('certain', 'possible') AND p.matter <> a.matter
  WHERE p."rank" < a."rank"
    OR (EXISTS (SELECT 1 FROM made o WHERE o.matter = p.matter) AND EXISTS (SELECT 1 FROM made o WHERE o.matter = a.matter))
), made_option AS (
  SELECT m.n, m.choice, COUNT(DISTINCT m.seq) AS makes, COUNT(DISTINCT CASE WHEN m.certain = 1 THEN m.seq END) AS certainly,
    (SELECT COUNT(*) FROM requirement_member y WHERE y.rule = m.rule AND y.choice = m.choice) AS parts
  FROM making m
  GROUP BY m.n, m.rule, m.choice
), maker AS (
  SELECT m.n, m.matter, CASE WHEN o.certainly = o.parts AND m.certain = 1 THEN 1 ELSE 0 END AS certain,
    ROW_NUMBER() OVER (PARTITION BY m.n
      ORDER BY CASE WHEN o.certainly = o.parts AND m.certain = 1 THEN 0 ELSE 1 END, m."rank", m.matter) AS k
  FROM making m
  JOIN made_option o ON o.n = m.n AND o.choice = m.choice
  WHERE o.makes = o.parts
), settled AS (
  SELECT DISTINCT f.n AS document, f.rule, k.matter AS made_by,
    CASE k.certain WHEN 1 THEN 'excluded' WHEN 0 THEN 'possible' ELSE (
      SELECT CASE WHEN COUNT(*) > 0 THEN 'certain' ELSE 'possible' END
      FROM alike o JOIN asked s ON s.n = o.n AND s.status = 'certain' WHERE o.document = f.n) END AS status
  FROM asked f
  LEFT JOIN maker k ON k.n = f.n AND k.k = 1
  WHERE EXISTS (SELECT 1 FROM alike l WHERE l.document = f.n)
), narrower AS (
  SELECT DISTINCT a.document AS narrow, b.document AS wide
  FROM settled a
  JOIN settled b ON b.document <> a.document AND b.status <> 'excluded'
  WHERE a.status = 'certain' AND EXISTS (SELECT 1 FROM requirement_member x WHERE x.rule = a.rule)
    AND NOT EXISTS (
      SELECT 1 FROM requirement_member x WHERE x.rule = a.rule AND NOT EXISTS (
        SELECT 1 FROM requirement_member y WHERE y.rule = b.rule AND NOT EXISTS (
          SELECT 1 FROM requirement_member z WHERE z.rule = b.rule AND z.choice = y.choice AND NOT EXISTS (
            SELECT 1 FROM requirement_member w
            WHERE w.rule = a.rule AND w.choice = x.choice AND w.material = z.material
              AND COALESCE(w.holder, '') = COALESCE(z.holder, '')))))
), replaced AS (
  SELECT DISTINCT w.narrow, w.wide
  FROM narrower w
  WHERE w.narrow < w.wide OR NOT EXISTS (SELECT 1 FROM narrower v WHERE v.narrow = w.wide AND v.wide = w.narrow)
), home AS (
  SELECT r.wide AS document, MIN(r.narrow) AS narrow
  FROM replaced r
  WHERE NOT EXISTS (SELECT 1 FROM replaced o WHERE o.wide = r.narrow)
  GROUP BY r.wide
)
SELECT DENSE_RANK() OVER (ORDER BY s.document) AS document, q.title, s.status, a.matter, s.made_by
FROM alike l
JOIN asked a ON a.n = l.n
LEFT JOIN home h ON h.document = l.document
JOIN settled s ON s.document = COALESCE(h.narrow, l.document)
JOIN requirement q ON q.rule = s.rule
ORDER BY s.document, l.n;
