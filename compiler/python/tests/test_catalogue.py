"""The package on the sample catalogue of Longgang: every method, every refusal, threads, closing."""

import datetime
import json
import os
import subprocess
import sys
import threading

import matter
import pytest

CASE = {"matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02"}
ANSWERS = {"婚姻状况": "离异", "已有子女数": 1, "户籍地": "龙岗区", "居住地": "龙岗区", "渠道": "窗口"}
EXPECTED = ["户口簿 或 军人工作证件+居民身份证", "出生医学证明（一孩）", "离婚证", "子女抚养协议"]


def test_a_case_is_decided_as_the_command_line_decides_it(catalogue, image):
    decision = catalogue.decide(**CASE, answers=ANSWERS)
    assert [line["value"]["title"] for line in decision["materials"]] == EXPECTED
    # Seven working days from Monday 2 March: 3, 4, 5, 6, 9, 10, 11.
    assert decision["due"] == {"day": "2026-03-11", "time": None, "provisional": False}
    answers = [word for fact, value in ANSWERS.items() for word in ("--set", f"{fact}={value}")]
    command = [os.environ["MATTER"], "decide", image, CASE["matter"], "--at", CASE["at"], "--on", CASE["on"], "--json"]
    printed = subprocess.run([*command, *answers], check=True, capture_output=True).stdout
    assert json.loads(printed) == decision


def test_questions_are_asked_until_nothing_is_open(catalogue):
    known = {}
    for _ in range(30):
        open_questions = catalogue.questions(**CASE, answers=known)["questions"]
        if not open_questions:
            break
        fact = open_questions[0]["fact"]
        known[fact] = ANSWERS.get(fact, False)
    assert set(known) >= {"户籍地", "居住地", "婚姻状况"}
    assert catalogue.decide(**CASE, answers=known)["questions"] == []


def test_days_follow_from_events(catalogue):
    events = [{"kind": "received", "on": datetime.date(2026, 3, 2)}, {"kind": "accepted", "on": "2026-03-03"}]
    due = catalogue.due(**CASE, answers=ANSWERS, events=events, as_of=datetime.date(2026, 3, 4))
    # Seven working days from Tuesday 3 March: 4, 5, 6, 9, 10, 11, 12.
    assert (due["accepted"], due["decision"]["day"], due["decision"]["limit"]) == ("2026-03-03", "2026-03-12", "promised")


def test_every_other_method_answers(catalogue):
    assert catalogue.info()["catalogue"]["name"] == "longgang"
    assert catalogue.places("坂田", on="2026-03-02")["places"][0]["path"].endswith("龙岗区/坂田街道")
    offered = catalogue.offered(at="坂田街道", on="2026-03-02")
    assert CASE["matter"] in [head["name"] for head in offered["matters"]]
    assert catalogue.guide(**CASE, lang="en")["lines"][0]["why"]["text"].endswith(".")
    assert catalogue.venues(**CASE, answers=ANSWERS)["here"] == "certain"
    reasons = catalogue.why(**CASE, answers=ANSWERS)
    assert "离婚证" in reasons["notice"]
    divorce = next(one for one in reasons["reasons"] if "离婚证" in one["why"]["rule"])
    again = catalogue.why(**CASE, rule=divorce["why"]["rule"], answers=ANSWERS)["reasons"]
    assert again == [divorce]
    receipt = catalogue.receipt(**CASE, answers=ANSWERS)
    assert {"name": "婚姻状况", "value": "离异", "pending": False} in receipt["facts"]
    figures = catalogue.figures(on=datetime.date(2026, 3, 2), within=30)
    assert (figures["on"], figures["within"]) == ("2026-03-02", 30)
    assert figures["total"]["matters"] == len(figures["matters"]) == catalogue.info()["counts"]["matters"]
    theme = offered["themes"][0]["name"]
    assert catalogue.theme(theme, at="坂田街道", on="2026-03-02")["theme"] == theme


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"matter": "没有的事项"}, "R101"),
        ({"at": "没有的地方"}, "R103"),
        ({"answers": {"没有的信息": 1}}, "R105"),
        ({"answers": {"婚姻状况": "离婚"}}, "R202"),
        ({"answers": {"已有子女数": "许多"}}, "R201"),
        ({"on": "2026-02-30"}, "Q005"),
        ({"on": datetime.date(1, 1, 1)}, "R301"),
        ({"colour": "red"}, "Q003"),
    ],
)
def test_what_is_refused_has_its_code_and_both_sentences(catalogue, change, code):
    with pytest.raises(matter.RequestError) as refused:
        catalogue.decide(**{**CASE, "answers": {"户籍地": "龙岗区", "居住地": "龙岗区"}, **change})
    assert refused.value.code == code
    assert refused.value.zh and refused.value.en and str(refused.value) == f"{code} {refused.value.en}"


def test_a_file_that_is_absent_and_bytes_that_are_no_image_are_told_apart(tmp_path):
    with pytest.raises(FileNotFoundError):
        matter.open(tmp_path / "absent")
    (tmp_path / "text").write_text("no image")
    with pytest.raises(matter.ImageError) as refused:
        matter.open(tmp_path / "text")
    assert refused.value.code == "R001"


def test_a_value_that_is_none_of_json_is_a_type_error(catalogue):
    with pytest.raises(TypeError):
        catalogue.decide(**CASE, answers={"婚姻状况": object()})


def test_a_closed_catalogue_says_so_and_closing_twice_is_no_error(image):
    catalogue = matter.open(image)
    catalogue.close()
    catalogue.close()
    assert catalogue.closed
    with pytest.raises(matter.Closed) as refused:
        catalogue.info()
    assert refused.value.code == "P001"


def test_threads_share_a_catalogue(catalogue):
    expected = catalogue.decide(**CASE, answers=ANSWERS)
    found = []

    def work():
        found.extend(catalogue.decide(**CASE, answers=ANSWERS) == expected for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(found) == 400 and all(found)


def test_closing_while_others_ask_gives_an_answer_or_the_error(image):
    catalogue = matter.open(image)
    seen = set()

    def work():
        for _ in range(200):
            try:
                catalogue.decide(**CASE, answers=ANSWERS)
                seen.add("answer")
            except matter.Closed:
                seen.add("closed")

    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    catalogue.close()
    [thread.join() for thread in threads]
    assert seen <= {"answer", "closed"} and "closed" in seen


def test_the_interpreter_s_lock_is_given_up_while_an_answer_is_made(catalogue):
    # With so long an interval another thread gets its turn only if a call gives up the lock of its own accord.
    interval, turns = sys.getswitchinterval(), []
    other = threading.Thread(target=lambda: turns.append(len(turns)))
    sys.setswitchinterval(1000)
    try:
        other.start()
        for _ in range(2000):
            if turns:
                break
            catalogue._release.ask("info", "")
    finally:
        sys.setswitchinterval(interval)
    other.join()
    assert turns
