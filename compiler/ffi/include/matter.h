/* The C interface of the matter runtime.
 *
 * Every function that returns int32_t returns 0 if it did what it says, and 1 if not; then matter_error_code and matter_error_text say why.
 * No function ends the process or lets an exception out. All functions may be called from all threads at once.
 *
 * Texts are UTF-8. Requests are `length` bytes; names and paths end with a zero byte. A catalogue is a number: 0 is never one, a number is
 * never used again, and a number that was closed, or never given out, is an error (F003). Texts that the library gives out are
 * `*answer_length` bytes long, end with a zero byte besides, and belong to the library until matter_free.
 *
 * What the caller must see to, because no library can check it: a pointer that is not null points to as much readable (or, for results,
 * writable) memory as its description says, and names and paths end with a zero byte. */
#ifndef MATTER_H
#define MATTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A catalogue that is open. */
typedef uint64_t matter_catalogue;

#define MATTER_ABI 2

#define MATTER_ZH 0
#define MATTER_EN 1

/* --- The library --- */

/* The version of this interface that the library has: MATTER_ABI of the header that belongs to it. */
uint32_t matter_abi(void);

/* The version of the library, as 0.1.0. Valid for ever; not to be freed. */
const char *matter_version(void);

/* Opens the runtime image in `length` bytes. The bytes are copied: the caller may free them afterwards. */
int32_t matter_open(const uint8_t *bytes, size_t length, matter_catalogue *catalogue);

/* Opens the runtime image in a file. The file is read once and may be replaced afterwards. */
int32_t matter_open_file(const char *path, matter_catalogue *catalogue);

/* Closes a catalogue. Calls that use it in other threads at this moment end undisturbed. */
int32_t matter_close(matter_catalogue catalogue);

/* Gives a text back. A text that was given back already, or is none of the library's, is an error (F004). Null is given back at once. */
int32_t matter_free(const char *text);

/* Of the last call on this thread: the stable code of what went wrong, empty if nothing did; and one sentence about it. The texts are
 * valid until the next call on this thread and must not be freed. Codes that begin with R are the runtime's, with Q the request's. F001: a
 * null pointer, or an impossible length; F002: not UTF-8; F003: no open catalogue; F004: no text of the library; F005: an error inside the
 * library; F008: a buffer too small; F009: a file that cannot be read; F010: a pointer to numbers that is not aligned; F011: a fact whose
 * values have no numbers; F012: no matter, place or fact of that number. */
const char *matter_error_code(void);
const char *matter_error_text(int32_t language);

/* --- Operations: a request in JSON in, an answer in JSON out ---
 *
 * `request` is one JSON object of `length` bytes, `*answer` becomes one line of JSON, `*answer_length` its length; `answer_length` may be null.
 * A case is {"matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02", "answers": {"婚姻状况": "离异"}}, with "responsible",
 * "accepted", "decided", "event" and "lang" where they are wanted. `matter schema answers` prints the schema of every request and answer. */

/* What the release is: versions, hash, counts, calendars. The request may be empty. */
int32_t matter_info(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* Places by a part of their name: {"like": "街道", "on": "2026-03-02"}; with "reach": "country" not only those of the catalogue. */
int32_t matter_places(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* What is offered at a place on a day: {"at": "坂田街道", "on": "2026-03-02"}. */
int32_t matter_offered(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* A matter as it is defined for a place on a day, before any answer: {"matter": …, "at": …, "on": …}. */
int32_t matter_guide(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* What is still worth asking in a case, best first. */
int32_t matter_questions(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* A case decided, as far as it is answered, every line with its reason: what `matter decide --json` prints. */
int32_t matter_decide(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* The days of a case, from what happened in it: a case with "events": [{"kind": "accepted", "on": "2026-03-03"}, {"kind": "paused", "on":
 * "2026-03-04", "reason": "邮寄"} …] and "as_of". */
int32_t matter_due(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* Where a case can be handed in from "at". */
int32_t matter_venues(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* A combined service for a case: "theme" instead of "matter". */
int32_t matter_theme(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* Why the decision is what it is: rules, sources, bases, the one-time notice; of one rule with "rule": "材料/离婚证". */
int32_t matter_why(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* What the decision rests on: versions, hashes, facts used, rules fired. */
int32_t matter_receipt(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* Figures of the release on a day, and what falls due for review so many days after it: {"on": "2026-03-02", "within": 30}. Both may be absent,
 * and so may the request: then of the day as of which the release was compiled. */
int32_t matter_figures(matter_catalogue catalogue, const char *request, size_t length, const char **answer, size_t *answer_length);

/* Any of these by its name, "decide". */
int32_t matter_ask(matter_catalogue catalogue, const char *operation, const char *request, size_t length, const char **answer,
                   size_t *answer_length);

/* --- Deciding without texts ---
 *
 * Names and values become numbers once, then a case is numbers in and one byte a rule out, without an allocation. Numbers belong to one
 * release; rules have the numbers that they have in its tables (column `id` of `rule`). */

#define MATTER_NONE UINT32_MAX

/* A case: `responsible` is MATTER_NONE if it follows from the answers, `here` if it is not known; `day` counts from 1970-01-01. */
typedef struct {
    uint32_t matter;
    uint32_t responsible;
    uint32_t here;
    int32_t day;
} matter_query;

/* What is found. `resolution`: 0 to a definition, 1 the responsible region must be chosen, 2 nobody here is responsible; `eligible`: a
 * status; `edition`: the definition, or MATTER_NONE. */
typedef struct {
    int32_t resolution;
    int32_t eligible;
    uint32_t edition;
    uint32_t first_rule;
    uint32_t rules;
} matter_outcome;

#define MATTER_CERTAIN 0
#define MATTER_POSSIBLE 1
#define MATTER_EXCLUDED 2
#define MATTER_MOOT 3

/* The number of a matter, by its name, short name or code. */
int32_t matter_find(matter_catalogue catalogue, const char *name, uint32_t *matter);

/* The number of a place on a day, by its name, path or code. */
int32_t matter_place(matter_catalogue catalogue, const char *name, int32_t day, uint32_t *place);

/* The number of a fact as a matter sees it; `matter` may be MATTER_NONE for the catalogue's facts. */
int32_t matter_fact(matter_catalogue catalogue, uint32_t matter, const char *name, uint32_t *fact);

/* The integer of a value as people write it (是, 离异, 12.5 万元, 2026-03-02, 坂田街道). */
int32_t matter_value(matter_catalogue catalogue, uint32_t fact, const char *written, int32_t day, int64_t *value);

/* Where every rule of a case stands: byte i of `statuses` belongs to rule `first_rule` + i. `facts` and `values` are `count` numbers each. If
 * `capacity` is less than `rules`, the outcome is written and the error is F008. */
int32_t matter_statuses(matter_catalogue catalogue, const matter_query *query, const uint32_t *facts, const int64_t *values, size_t count,
                        uint8_t *statuses, size_t capacity, matter_outcome *outcome);

#ifdef __cplusplus
}
#endif

#endif
