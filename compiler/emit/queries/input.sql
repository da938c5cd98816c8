-- The case that is asked about: tables of the session. Days are numbers since 1970-01-01.
-- `responsible` and `here` are positions (`region.first`) of the responsible region and of the place where the person stands.
-- `acceptance_day` is the day of the event `accepted`, else that of the application.
CREATE TEMPORARY TABLE given_case (
  matter VARCHAR(380), responsible BIGINT, here BIGINT, acceptance_day BIGINT, edition BIGINT, eligible VARCHAR(10)
);
-- What is known: answers, and computed facts (table `derived`), which the client computes first. Yes is 1, no is 0; a choice is the
-- ordinal of its value; money is in fen; a number with decimals is multiplied by 10^scale; a place is the position of its unit.
CREATE TEMPORARY TABLE given_value (fact VARCHAR(760), value BIGINT);
-- What happened, for `clock` and `due`, numbered by `seq` in its order: applied, received, noticed, corrected, arrived (what was received
-- elsewhere has come to the responsible place), accepted, paused and resumed (`rule` is the exclusion that is the reason), extended, found,
-- decided, delivered; the last row is `today`, the day of the question. `stage` names the stage (`phase`) that is decided or extended; it
-- is absent where the whole matter is. `minute` of the day counts for limits in hours; where none is known it is that of the event before on the same day, else 0.
-- The order is not checked here: days never go back, nor do minutes within a day, and none lies behind `today`; an application is made
-- once and first, nothing is received that was accepted before, a notice follows a receipt and a correction a notice, only what was handed in
-- arrives, and once until something is handed in again, what is resumed was paused, it is accepted once and decided once, not before the
-- acceptance (`clock` says whether silence has accepted it), each stage before the whole and behind the stage that it comes after, and after
-- the decision of the whole, with which every pause ends, comes delivery only, which may follow that of all stages too, and is the end. The
-- runtime refuses anything else (R305), and days of the case that differ from those of its events (R308).
CREATE TEMPORARY TABLE given_event (
  seq BIGINT, kind VARCHAR(20), rule BIGINT, day_number BIGINT, minute BIGINT, stage VARCHAR(760)
);
-- The cells in which the values lie; filled by `resolve`.
CREATE TEMPORARY TABLE answer (fact VARCHAR(760), cell BIGINT);
-- Where each line stands; filled by `decided`.
CREATE TEMPORARY TABLE decided (rule BIGINT, "key" VARCHAR(760), kind VARCHAR(40), status VARCHAR(10), settled BIGINT);
-- The limits that hold or may hold; filled by `clock`.
CREATE TEMPORARY TABLE case_limit (
  rule BIGINT, kind VARCHAR(40), stage VARCHAR(760), status VARCHAR(10), amount BIGINT, unit VARCHAR(40), start VARCHAR(40),
  overdue VARCHAR(760), extends VARCHAR(40)
);
-- From when limits run; filled by `clock`.
CREATE TEMPORARY TABLE clock (start VARCHAR(20), stage VARCHAR(760), day_number BIGINT, minute BIGINT, deemed BIGINT);
-- When limits stand still, pause after pause, those that overlap being one, for the stages in `days` and in `hours` (minutes since
-- 1970-01-01): from `starts` to before `ends`, which is absent while it lasts; `last_ordinal` is that of its last day. Filled by `clock`.
CREATE TEMPORARY TABLE standstill (
  stage VARCHAR(760), scale VARCHAR(10), k BIGINT, starts BIGINT, ends BIGINT, last_ordinal BIGINT
);
-- The lines of the members of a theme; filled by `member` for one member after the other.
CREATE TEMPORARY TABLE member_line (
  "rank" BIGINT, matter VARCHAR(380), rule BIGINT, kind VARCHAR(40), status VARCHAR(10), settled BIGINT, eligible VARCHAR(10)
);
-- What members of a theme that are handled together make; filled by `made`. `doubt` is 0 while it is assumed to be certain, 1 if it may be
-- made, 2 if not. A member that makes nothing has one row without a document.
CREATE TEMPORARY TABLE made (matter VARCHAR(380), document VARCHAR(380), doubt BIGINT);
-- Figures of each matter; filled by `figures`.
CREATE TEMPORARY TABLE matter_figure (
  matter VARCHAR(380), kind VARCHAR(380), case_kind VARCHAR(380), promised BIGINT, statutory BIGINT, at_once BIGINT, online BIGINT,
  nearby BIGINT, one_visit BIGINT, no_visit BIGINT, materials BIGINT, always BIGINT
);
