"""Whatever claims are changed one by one, what waits is what a look at the whole desk proposes."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.edits.propose import Propose
from db.ingest.exchange import parse
from db.new import bring_in
from db.writer import Writer
from tests import desks
from tests.edit_checks import changes_nothing
from tests.edits import Sql, did

CLAIM = st.integers(1, 66)
CHANGES = st.one_of(
    st.builds("UPDATE claim SET claimant_id = {} WHERE id = {}".format, st.integers(1, 28), CLAIM),
    st.builds(
        "UPDATE claim SET question_id = {}, position_low = 1, position_high = 1, polarity = -1 "
        "WHERE id = {}".format,
        st.integers(1, 22),
        CLAIM,
    ),
    st.builds(
        "UPDATE claim SET status = 'retired', retired_at = '2023' WHERE id = {}".format, CLAIM
    ),
    st.builds("UPDATE claim SET status = 'coded', retired_at = NULL WHERE id = {}".format, CLAIM),
    st.builds(
        "UPDATE claim SET modality = '{}' WHERE id = {}".format,
        st.sampled_from(["denied", "retracted", "predicted", "unknown_stated", "asserted"]),
        CLAIM,
    ),
    st.builds(
        "UPDATE claim SET said_from = '{0}', said_to = '{0}', said_edtf = '{0}' "
        "WHERE id = {1}".format,
        st.sampled_from(["2023-01-10", "2023-02-01", "2023-03-02"]),
        CLAIM,
    ),
    st.builds("DELETE FROM evidence WHERE claim_id = {}".format, CLAIM),
    st.builds("DELETE FROM claim_place WHERE claim_id = {}".format, CLAIM),
    st.builds(
        "UPDATE question SET time = '{}' WHERE id = {}".format,
        st.sampled_from(["instant", "progress", "timeless"]),
        st.integers(1, 22),
    ),
    st.builds(
        "UPDATE question SET part_of = {} WHERE id = {}".format,
        st.integers(1, 11),
        st.integers(12, 22),
    ),
)


@pytest.mark.parametrize("most", [2_000, 2, 4])
def test_after_any_edits_a_whole_look_finds_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("db.rules.propose.MOST", most)
    proposed, desk = tmp_path / "proposed.desk", tmp_path / "edited.desk"
    edit = parse(desks.BUNDLED.read_bytes(), Path("file.json")).without_relations()
    bring_in(proposed, edit, "test", lambda: desks.NOW)
    did(proposed, Propose())

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
    @given(st.lists(CHANGES, min_size=1, max_size=4))
    def holds(changes: list[str]) -> None:
        shutil.copyfile(proposed, desk)
        with closing(Writer(desk, "Ada", lambda: desks.NOW, proposing=True)) as writes:
            for sql in changes:
                writes.apply(Sql(sql))
        changes_nothing(desk, Propose())

    holds()
