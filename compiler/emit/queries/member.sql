-- Keeps the lines of the member that was just decided; put its rank where 0 stands. Empty the table before the first member.
INSERT INTO member_line
SELECT 0, c.matter, d.rule, d.kind, d.status, d.settled, c.eligible
FROM decided d
JOIN given_case c ON c.edition IS NOT NULL;
