-- The members of the theme whose name stands in `given_case.matter`, in the order in which they can be done; equal ranks run in parallel.
-- To decide a theme empty `member_line` and put each member into `given_case`, with the same place, day and values, then `held`, `resolve`,
-- `decided` and `member`; what is worth asking is what `questions` says for the members that are not `excluded` and `awaited` does not, each
-- fact once. Then ask the queries below. Where members are handled together (`theme_joint`, together), empty `made` first and put each of
-- them in, `resolve`, `decided`, `made`; after the theme is decided, do what `weaker` says.
SELECT m."rank", m.matter, m.stage
FROM theme_matter m
WHERE m.theme = (SELECT matter FROM given_case)
ORDER BY m."rank", m.matter;
