/* A window in C: opens an image, decides a case, and does everything that a window must not do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matter.h"

#define MATTER "二孩生育登记"
#define PLACE "龙岗区"
#define DAY "2026-03-02"

static void refused(int32_t result, const char *code) {
    if (result == 1 && strcmp(matter_error_code(), code) == 0 && strlen(matter_error_text(MATTER_EN)) > 0) return;
    printf("expected %s, got %d %s %s\n", code, result, matter_error_code(), matter_error_text(MATTER_ZH));
    exit(1);
}

int main(int count, char **arguments) {
    static uint8_t image[1 << 22];
    FILE *file = fopen(arguments[count - 1], "rb");
    size_t length = file ? fread(image, 1, sizeof image, file) : 0;
    matter_catalogue catalogue = 0;
    const char *json = NULL;
    const char *facts[] = {"婚姻状况"}, *values[] = {"离异"}, *wrong[] = {"离婚"}, *broken[] = {"\xff"};

    if (matter_abi() != MATTER_ABI) return 2;
    refused(matter_open((const uint8_t *)"no image", 8, &catalogue), "R001");
    refused(matter_open(NULL, 10, &catalogue), "F001");
    refused(matter_open(image, length, NULL), "F001");
    if (matter_open(image, length, &catalogue) != 0 || catalogue == 0 || strlen(matter_error_code()) != 0) return 3;
    memset(image, 0, sizeof image);

    if (matter_offered(catalogue, PLACE, DAY, &json) != 0) return 4;
    printf("%s\n", json);
    matter_free(json);
    if (matter_decide(catalogue, MATTER, PLACE, NULL, DAY, facts, values, 1, &json) != 0) return 5;
    printf("%s\n", json);
    if (matter_free(json) != 0) return 6;
    refused(matter_free(json), "F004");
    refused(matter_free("mine"), "F004");
    if (matter_free(NULL) != 0) return 7;

    refused(matter_decide(catalogue, MATTER, PLACE, NULL, DAY, facts, wrong, 1, &json), "R202");
    refused(matter_decide(catalogue, MATTER, PLACE, NULL, DAY, facts, broken, 1, &json), "F002");
    refused(matter_decide(catalogue, MATTER, PLACE, NULL, DAY, NULL, values, 1, &json), "F001");
    refused(matter_decide(catalogue, MATTER, PLACE, NULL, DAY, facts, values, 99999, &json), "F007");
    refused(matter_decide(catalogue, NULL, PLACE, NULL, DAY, NULL, NULL, 0, &json), "F001");
    refused(matter_decide(catalogue, MATTER, PLACE, NULL, "2026-02-30", NULL, NULL, 0, &json), "F006");
    refused(matter_decide(catalogue, "没有的事项", PLACE, NULL, DAY, NULL, NULL, 0, &json), "R101");
    refused(matter_decide(catalogue, MATTER, "没有的地方", NULL, DAY, NULL, NULL, 0, &json), "R103");
    refused(matter_decide(catalogue, MATTER, PLACE, NULL, DAY, NULL, NULL, 0, NULL), "F001");
    if (matter_close(catalogue) != 0) return 8;
    refused(matter_close(catalogue), "F003");
    refused(matter_offered(catalogue, PLACE, DAY, &json), "F003");
    refused(matter_close(0), "F003");
    return 0;
}
