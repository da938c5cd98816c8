/* A window in C: opens an image, asks everything that can be asked, and does everything that a window must not do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matter.h"

#define CASE "\"matter\":\"二孩生育登记\",\"at\":\"坂田街道\",\"on\":\"2026-03-02\""
#define DAY 20514 /* 2026-03-02 */

typedef int32_t operation(matter_catalogue, const char *, size_t, const char **, size_t *);

static void refused(int32_t result, const char *code) {
    if (result == 1 && strcmp(matter_error_code(), code) == 0 && strlen(matter_error_text(MATTER_EN)) > 0) return;
    printf("expected %s, got %d %s %s\n", code, result, matter_error_code(), matter_error_text(MATTER_ZH));
    exit(1);
}

static void check(int fine, const char *what) {
    if (fine) return;
    printf("%s: %s %s\n", what, matter_error_code(), matter_error_text(MATTER_EN));
    exit(1);
}

/* Prints an answer, the answer by name being the same. */
static void print(matter_catalogue catalogue, const char *name, operation *ask, const char *request) {
    const char *answer = NULL, *again = NULL;
    size_t length = 0;
    check(ask(catalogue, request, strlen(request), &answer, &length) == 0, name);
    check(strlen(answer) == length && strlen(matter_error_code()) == 0, name);
    check(matter_ask(catalogue, name, request, strlen(request), &again, NULL) == 0, name);
    check(again != answer && strcmp(answer, again) == 0, name);
    printf("%s %s\n", name, answer);
    check(matter_free(answer) == 0 && matter_free(again) == 0, name);
    refused(matter_free(answer), "F004");
}

static void fast(matter_catalogue catalogue) {
    matter_query query = {0, MATTER_NONE, MATTER_NONE, DAY};
    matter_outcome outcome;
    uint32_t fact = 0;
    int64_t value = 0;
    uint8_t statuses[64];
    check(matter_find(catalogue, "二孩生育登记", &query.matter) == 0, "matter");
    check(matter_place(catalogue, "坂田街道", DAY, &query.here) == 0, "place");
    check(matter_fact(catalogue, query.matter, "婚姻状况", &fact) == 0, "fact");
    check(matter_value(catalogue, fact, "离异", DAY, &value) == 0 && value == 2, "value");
    check(matter_statuses(catalogue, &query, &fact, &value, 1, statuses, sizeof statuses, &outcome) == 0, "statuses");
    check(outcome.resolution == 0 && outcome.eligible == MATTER_CERTAIN && outcome.first_rule == 0, "outcome");
    check(outcome.rules > 5 && statuses[0] == MATTER_CERTAIN, "divorced");
    check(matter_statuses(catalogue, &query, NULL, NULL, 0, statuses, sizeof statuses, &outcome) == 0, "unanswered");
    check(statuses[0] == MATTER_POSSIBLE && statuses[1] == MATTER_CERTAIN, "not yet known");
    refused(matter_statuses(catalogue, &query, NULL, NULL, 0, statuses, 1, &outcome), "F008");
    check(outcome.rules > 5, "how much room is needed");
    uint32_t twice[2] = {fact, fact};
    int64_t values[2] = {value, value};
    check(matter_statuses(catalogue, &query, twice, values, 2, statuses, sizeof statuses, &outcome) == 0, "said twice");
    values[1] = 1;
    refused(matter_statuses(catalogue, &query, twice, values, 2, statuses, sizeof statuses, &outcome), "R204");
    value = 9;
    refused(matter_statuses(catalogue, &query, &fact, &value, 1, statuses, sizeof statuses, &outcome), "R203");
    refused(matter_statuses(catalogue, NULL, NULL, NULL, 0, statuses, sizeof statuses, &outcome), "F001");
    refused(matter_statuses(catalogue, &query, NULL, &value, 1, statuses, sizeof statuses, &outcome), "F001");
    refused(matter_statuses(catalogue, &query, &fact, &value, SIZE_MAX / 2, statuses, sizeof statuses, &outcome), "F001");
    refused(matter_statuses(catalogue, &query, &fact, (int64_t *)(void *)(statuses + 1 - (size_t)statuses % 2), 1, statuses, 1, &outcome),
            "F010");
    refused(matter_statuses(catalogue, &query, NULL, NULL, 0, NULL, 64, &outcome), "F001");
    refused(matter_statuses(catalogue, &query, NULL, NULL, 0, statuses, sizeof statuses, NULL), "F001");
    query.matter = 77;
    refused(matter_statuses(catalogue, &query, NULL, NULL, 0, statuses, sizeof statuses, &outcome), "F012");
    refused(matter_fact(catalogue, 77, "婚姻状况", &fact), "F012");
    refused(matter_find(catalogue, "没有的事项", &fact), "R101");
    refused(matter_place(catalogue, "没有的地方", DAY, &fact), "R103");
    refused(matter_fact(catalogue, MATTER_NONE, "没有的信息", &fact), "R105");
    refused(matter_value(catalogue, MATTER_NONE, "是", DAY, &value), "F012");
    refused(matter_find(catalogue, "二孩生育登记", NULL), "F001");
}

static void misuse(matter_catalogue catalogue) {
    const char *answer = NULL, *request = "{" CASE "}";
    refused(matter_decide(catalogue, request, strlen(request), NULL, NULL), "F001");
    refused(matter_decide(catalogue, NULL, 10, &answer, NULL), "F001");
    refused(matter_decide(catalogue, request, SIZE_MAX, &answer, NULL), "F001");
    refused(matter_decide(catalogue, "\xff", 1, &answer, NULL), "F002");
    refused(matter_decide(catalogue, request, strlen(request) - 1, &answer, NULL), "Q001");
    refused(matter_decide(catalogue, "", 0, &answer, NULL), "Q001");
    refused(matter_decide(catalogue, "{}", 2, &answer, NULL), "Q002");
    refused(matter_ask(catalogue, "decides", request, strlen(request), &answer, NULL), "Q011");
    refused(matter_ask(catalogue, NULL, request, strlen(request), &answer, NULL), "F001");
    request = "{" CASE ",\"answers\":{\"婚姻状况\":\"离婚\"}}";
    refused(matter_decide(catalogue, request, strlen(request), &answer, NULL), "R202");
    request = "{" CASE ",\"events\":[{\"kind\":\"delivered\",\"on\":\"2026-03-02\"}]}";
    refused(matter_due(catalogue, request, strlen(request), &answer, NULL), "R305");
    check(answer == NULL, "a refused call writes no answer");
    refused(matter_free("mine"), "F004");
    check(matter_free(NULL) == 0, "null");
}

int main(int count, char **arguments) {
    static uint8_t image[1 << 22];
    FILE *file = fopen(arguments[count - 1], "rb");
    size_t length = file ? fread(image, 1, sizeof image, file) : 0;
    matter_catalogue catalogue = 0, other = 0;
    const char *answer = NULL;

    check(matter_abi() == MATTER_ABI && strlen(matter_version()) > 0, "version");
    refused(matter_open((const uint8_t *)"no image", 8, &catalogue), "R001");
    refused(matter_open(NULL, 10, &catalogue), "F001");
    refused(matter_open(image, length, NULL), "F001");
    refused(matter_open(image, length - 1, &catalogue), "R003");
    refused(matter_open_file("没有的文件", &catalogue), "F009");
    refused(matter_open_file(arguments[count - 1], NULL), "F001");
    check(matter_open_file(arguments[count - 1], &other) == 0, "a file");
    check(matter_open(image, length, &catalogue) == 0 && catalogue != 0 && catalogue != other, "bytes");
    check(strlen(matter_error_code()) == 0, "no error is left over");
    memset(image, 0, sizeof image);
    fclose(file);

    print(catalogue, "info", matter_info, "");
    print(catalogue, "figures", matter_figures, "{\"on\": \"2026-03-02\", \"within\": 30}");
    print(catalogue, "places", matter_places, "{\"like\":\"坂田\",\"on\":\"2026-03-02\"}");
    print(catalogue, "offered", matter_offered, "{\"at\":\"坂田街道\",\"on\":\"2026-03-02\"}");
    print(catalogue, "guide", matter_guide, "{" CASE "}");
    print(catalogue, "questions", matter_questions, "{" CASE "}");
    print(catalogue, "decide", matter_decide, "{" CASE ",\"answers\":{\"婚姻状况\":\"离异\"}}");
    print(catalogue, "due", matter_due, "{" CASE ",\"events\":[{\"kind\":\"accepted\",\"on\":\"2026-03-02\"}]}");
    print(catalogue, "venues", matter_venues, "{" CASE "}");
    print(catalogue, "theme", matter_theme, "{\"theme\":\"生育一件事\",\"at\":\"坂田街道\",\"on\":\"2026-03-02\"}");
    print(catalogue, "why", matter_why, "{" CASE ",\"rule\":\"材料/离婚证\"}");
    print(catalogue, "receipt", matter_receipt, "{" CASE "}");
    fast(catalogue);
    misuse(catalogue);

    check(matter_close(catalogue) == 0, "close");
    refused(matter_close(catalogue), "F003");
    refused(matter_info(catalogue, "", 0, &answer, NULL), "F003");
    refused(matter_find(catalogue, "二孩生育登记", &(uint32_t){0}), "F003");
    refused(matter_close(0), "F003");
    check(matter_close(other) == 0, "close the other");
    return 0;
}
