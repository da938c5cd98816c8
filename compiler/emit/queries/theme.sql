-- The members of the theme whose name stands in `given_case.matter`, in the order in which they can be done; equal ranks run in parallel.
-- To decide a theme put each member into `given_case`, with the same place, day and values, then `resolve`, `decided` and `member`; what
-- is worth asking is what `questions` says for the members that are not `excluded`, each fact once. Then ask the queries below.
SELECT m."rank", m.matter, m.stage
FROM theme_matter m
WHERE m.theme = (SELECT matter FROM given_case)
ORDER BY m."rank", m.matter;
