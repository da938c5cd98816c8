-- Whether the applicant is eligible, findings of officials taken as favourable: not if a condition fails, if no way to go on meets all of
-- them, or if a result that must be held is not; perhaps while an answer is missing.
UPDATE given_case SET eligible = CASE
    WHEN EXISTS (
        SELECT 1 FROM rule r
        WHERE r.edition = given_case.edition AND r.kind = 'eligible' AND NOT EXISTS (
          SELECT 1 FROM rule_row w
          WHERE w.rule = r.id AND NOT EXISTS (
            SELECT 1 FROM rule_forbid b JOIN answer a ON a.fact = b.fact AND a.cell = b.cell WHERE b."row" = w.id)))
      OR EXISTS (SELECT 1 FROM decided d WHERE d.kind = 'condition' AND d.status = 'excluded')
      OR EXISTS (
        SELECT 1 FROM decided d JOIN prior_result p ON p.rule = d.rule JOIN given_value v ON v.fact = p.fact AND v.value <> 1
        WHERE d.status = 'certain')
      THEN 'excluded'
    WHEN EXISTS (SELECT 1 FROM decided d WHERE d.kind = 'condition' AND d.status = 'possible')
      OR EXISTS (
        SELECT 1 FROM decided d JOIN prior_result p ON p.rule = d.rule
        WHERE d.status IN ('certain', 'possible') AND NOT EXISTS (
          SELECT 1 FROM given_value v WHERE v.fact = p.fact AND v.value = 1))
      THEN 'possible'
    ELSE 'certain'
  END
WHERE edition IS NOT NULL;
