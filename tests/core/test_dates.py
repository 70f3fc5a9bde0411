"""Dates: the accepted forms, their first and last days, and the words of a refusal."""

import time
from datetime import date, timedelta
from typing import Any, cast

import pytest
from edtf import parse_edtf  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from hypothesis import given
from hypothesis import strategies as st

from db.dates import ACCEPTED, Approx, Bounds, DateError, bounds, plain_day

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))


def days(begun: str, ended: str) -> Bounds:
    return (
        date.fromisoformat(begun) if begun else None,
        date.fromisoformat(ended) if ended else None,
    )


@pytest.mark.parametrize(
    ("edtf", "begun", "ended"),
    [
        ("2023-02-01", "2023-02-01", "2023-02-01"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2023-XX", "2023-01-01", "2023-12-31"),
        ("2023-02-XX", "2023-02-01", "2023-02-28"),
        ("2023-02-01?", "2023-02-01", "2023-02-01"),
        ("2023-01-15~", "2023-01-13", "2023-01-17"),
        ("2023-01-15%", "2023-01-13", "2023-01-17"),
        ("2022-11~", "2022-10-22", "2022-12-10"),
        ("2023-02-XX~", "2023-01-22", "2023-03-10"),
        ("2023~", "2022-10-03", "2024-03-30"),
        ("2023-XX%", "2022-10-03", "2024-03-30"),
        ("2022-11~/2023-02-01", "2022-10-22", "2023-02-01"),
        ("2023-02-01/2023-02-10~", "2023-02-01", "2023-02-12"),
        ("2022/2023", "2022-01-01", "2023-12-31"),
        ("../2023-02-01", "", "2023-02-01"),
        ("2022-XX/..", "2022-01-01", ""),
        ("2023-02-15/2023-02", "2023-02-15", "2023-02-28"),
        ("9999-12-31~", "9999-12-29", "9999-12-31"),
    ],
)
def test_an_accepted_form_covers_its_days(edtf: str, begun: str, ended: str) -> None:
    assert bounds(edtf) == days(begun, ended)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "..",
        "../..",
        "/2023",
        "2023/",
        "2023-02-01/",
        "23",
        "0000",
        "000X",
        "2023-13",
        "2023-02-30",
        "2023-2-1",
        "20230201",
        "2023-W05-3",
        "2023-02-01T12:00",
        "2023-XX-XX",
        "2023-XX-01",
        "202X-02",
        "mid-February",
        "2023-02-01/2023-01-01",
        "2023-02-03~/2023-02-01",
        "2023/2024/2025",
        "２０２３",
        "2023-02-01 ",
        "2023-02-01?~",
        "-2023",
        "y20230",
        "2023-21",
    ],
)
def test_anything_else_is_refused_in_words(edtf: str) -> None:
    with pytest.raises(DateError) as refused:
        bounds(edtf)
    assert repr(edtf) in str(refused.value)


def test_the_words_of_a_refusal_name_the_accepted_forms() -> None:
    for accepted in ("2023-02-01", "2023-02-XX", "2023-XX", "202X", "20XX", "?", "~", "%", "a/b"):
        assert accepted in ACCEPTED


def test_no_date_is_undated() -> None:
    assert bounds(None) == (None, None)


def test_nothing_is_reported_before_it_is() -> None:
    by = date(2023, 3, 1)
    assert bounds("2023", by=by) == (date(2023, 1, 1), by)
    assert bounds("2023-03-01~", by=by) == (date(2023, 2, 27), by)
    assert bounds("2022-XX/..", by=by) == (date(2022, 1, 1), None)
    with pytest.raises(DateError, match="begins after its document came out on 2023-03-01"):
        bounds("2023-03-05", by=by)


def test_a_desk_sets_how_far_about_reaches() -> None:
    assert bounds("2023-01-15~", Approx(day=0)) == days("2023-01-15", "2023-01-15")
    assert bounds("2023-01-15~", Approx(day=5)) == days("2023-01-10", "2023-01-20")


@given(DAYS)
def test_a_plain_day_is_itself(day: date) -> None:
    assert bounds(day.isoformat()) == (day, day)
    assert plain_day(day.isoformat()) == day


@given(DAYS, st.integers(0, 4000), st.sampled_from(["", "?", "~", "%"]))
def test_a_span_runs_from_its_first_to_its_last_day(day: date, more: int, mark: str) -> None:
    last = date.fromordinal(min(day.toordinal() + more, date.max.toordinal()))
    begun, ended = bounds(f"{day}{mark}/{last}")
    widened = timedelta(2 if mark in ("~", "%") else 0)
    assert (begun, ended) == (day - widened, last)


@given(st.text(alphabet="0123456789X-/.?~%", max_size=21))
def test_any_text_gives_days_in_order_or_a_refusal(text: str) -> None:
    try:
        begun, ended = bounds(text)
    except DateError:
        return
    assert begun or ended
    assert begun is None or ended is None or begun <= ended


@given(
    DAYS,
    st.sampled_from(["{0:%Y-%m-%d}", "{0:%Y-%m}", "{0:%Y}", "{0:%Y-%m}-XX", "{0:%Y}-XX"]),
    st.sampled_from(["", "?"]),
)
def test_the_edtf_package_agrees_where_it_is_right(day: date, pattern: str, mark: str) -> None:
    assert bounds(text := pattern.format(day) + mark) == oracle(text)


@given(DAYS, DAYS)
def test_the_edtf_package_agrees_on_spans(one: date, other: date) -> None:
    begun, ended = sorted((one, other))
    assert bounds(f"{begun}/{ended}") == oracle(f"{begun}/{ended}")


def oracle(text: str) -> Bounds:
    """Return the package's bounds; it is no judge of `~` (a year and more) and of open ends."""
    parsed = cast("Any", parse_edtf(text))
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Europe/Kyiv", "Etc/GMT-14"])
def test_days_are_the_same_everywhere(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert bounds("2023-02-01~") == days("2023-01-30", "2023-02-03")
    finally:
        monkeypatch.undo()
        time.tzset()
