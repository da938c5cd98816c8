-- Values outside the domain of their fact, and facts that the edition does not know: they answer nothing.
SELECT v.fact, v.value
FROM given_value v
WHERE NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = v.fact) AND (
  EXISTS (SELECT 1 FROM cell_member m WHERE m.edition = (SELECT edition FROM given_case) AND m.fact = v.fact)
  OR NOT (EXISTS (SELECT 1 FROM question q WHERE q.edition = (SELECT edition FROM given_case) AND q.fact = v.fact)
    OR EXISTS (SELECT 1 FROM derived d WHERE d.fact = v.fact)))
ORDER BY v.fact;
