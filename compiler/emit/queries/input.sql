-- The case that is asked about: three tables of the session. Days are numbers since 1970-01-01.
-- `responsible` and `here` are positions (`region.first`) of the responsible region and of the place where the person stands.
CREATE TEMPORARY TABLE given_case (
  matter VARCHAR(380), responsible BIGINT, here BIGINT, acceptance_day BIGINT, edition BIGINT
);
-- What is known: answers, and computed facts (table `derived`), which the client computes first. Yes is 1, no is 0; a choice is the
-- ordinal of its value; money is in fen; a number with decimals is multiplied by 10^scale; a place is the position of its unit.
CREATE TEMPORARY TABLE given_value (fact VARCHAR(760), value BIGINT);
-- The cells in which these values lie; filled by `resolve.sql`.
CREATE TEMPORARY TABLE answer (fact VARCHAR(760), cell BIGINT);
