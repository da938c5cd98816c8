-- What the theme saves, as the catalogue computes it: one by one, and in the theme.
SELECT s.name, s."before", s."after"
FROM theme_saving s
WHERE s.theme = (SELECT matter FROM given_case)
ORDER BY s.name;
