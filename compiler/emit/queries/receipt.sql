-- What the answer rests on: the release, the definition by the hash of its content, the places and the last published day of the
-- calendar. With `given_value`, `pending` and `decided` that is enough to make the answer again.
SELECT c.name, c.version, c.format_major, c.format_minor, c.semantic_hash, c.tool, e.matter, e."key", g.code AS responsible, h.code AS here,
  p.acceptance_day, k.published_to
FROM given_case p
JOIN edition e ON e.id = p.edition
JOIN region g ON g.first = p.responsible
LEFT JOIN region h ON h.first = p.here
JOIN catalogue c ON c.format_major >= 0
LEFT JOIN calendar k ON k.name = 'cn';
