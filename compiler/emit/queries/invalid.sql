-- Values outside the domain of their fact, and facts that the edition does not know: they answer nothing.
SELECT v.fact, v.value
FROM given_value v
WHERE NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = v.fact)
ORDER BY v.fact;
