-- Matters by kind and kind of case, added up: how many; how many promise and are allowed by law so many working days, and both sums of those;
-- each label; materials. Sums over the groups are those of all matters. Needs `figures`.
SELECT f.kind, f.case_kind, COUNT(*) AS matters,
  SUM(CASE WHEN f.promised IS NOT NULL AND f.statutory IS NOT NULL THEN 1 ELSE 0 END) AS compared,
  SUM(CASE WHEN f.promised IS NOT NULL AND f.statutory IS NOT NULL THEN f.promised ELSE 0 END) AS promised,
  SUM(CASE WHEN f.promised IS NOT NULL AND f.statutory IS NOT NULL THEN f.statutory ELSE 0 END) AS statutory,
  SUM(f.at_once) AS at_once, SUM(f.online) AS online, SUM(f.nearby) AS nearby, SUM(f.one_visit) AS one_visit,
  SUM(f.no_visit) AS no_visit, SUM(f.materials) AS materials, SUM(f.always) AS always
FROM matter_figure f
GROUP BY f.kind, f.case_kind
ORDER BY f.kind, f.case_kind;
