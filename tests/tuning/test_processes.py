"""Several processes search together: keras-tuner's chief hands out the trials, its workers train them."""

import os
import stat
import sys
import textwrap

import numpy as np
import pandas as pd
import pytest
from tuning_nets import examples, net

from curso.tuning import Search, TrialsFailed

HELD = examples(60, seed=1)


def in_a_notebook():
    """A function that no other process can import, as a notebook's: it goes to the workers by value."""
    failing = {"units": None}

    def build(hp):
        units = hp.Int("units", 2, 8)
        if units == failing["units"]:
            raise RuntimeError(f"not in {os.environ.get('KERASTUNER_TUNER_ID', 'this process')}")
        return net(units, hp.Choice("rate", [0.1, 0.3, 1.0]), epochs=1)

    return build, failing


def settings(**more):
    return {"trials": 3, "failed": "skip", "verbose": False, **more}


def test_two_workers_find_what_one_process_finds_and_say_what_failed():
    build, failing = in_a_notebook()
    alone = Search(build, **settings()).fit(*examples(), validation_data=HELD)
    units = alone.results_["units"]
    failing["units"] = unlucky = int(
        units[~units.isin([2, alone.best_params_["units"]])].iloc[0]
    )  # 2 is what it is asked first
    together = Search(build, **settings(processes=2)).fit(*examples(), validation_data=HELD)
    names = ["units", "rate"]
    pd.testing.assert_frame_equal(together.results_[names], alone.results_[names])
    kept = together.results_["units"] != unlucky
    np.testing.assert_allclose(together.results_["val_loss"][kept], alone.results_["val_loss"][kept], rtol=1e-5)
    assert (together.results_["status"] == "failed").tolist() == (~kept).tolist()
    assert all("not in worker" in reason.en for reason in together.failures_.values())
    assert together.best_params_ == alone.best_params_
    np.testing.assert_allclose(
        together.best_estimator_.predict_proba(HELD[0]), alone.best_estimator_.predict_proba(HELD[0]), atol=1e-5
    )
    assert together.plot_parallel().figure.axes  # values of a choice have not been rounded on their way


@pytest.fixture
def processes_that(tmp_path, monkeypatch):
    """Puts a script in place of the interpreter that the processes run."""

    def put(script):
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{textwrap.dedent(script)}", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setattr(sys, "executable", str(path))

    return put


def test_a_process_that_is_lost_ends_the_search_and_is_named(processes_that):
    processes_that("""
        if [ "$KERASTUNER_TUNER_ID" = worker2 ]; then echo one; echo "out of memory"; exit 7; fi
        exec sleep 60
    """)
    search = Search(in_a_notebook()[0], **settings(processes=2))
    with pytest.raises(TrialsFailed, match=r"worker2.*code 7.*out of memory"):
        search.fit(*examples(), validation_data=HELD)
    assert len(search.results_) == 0


def test_a_worker_that_comes_when_all_is_done_is_not_waited_for(processes_that):
    processes_that("""
        if [ "$KERASTUNER_TUNER_ID" = chief ]; then exit 0; fi
        exec sleep 60
    """)
    search = Search(in_a_notebook()[0], **settings(processes=2)).fit(*examples(), validation_data=HELD)
    assert search.n_trials_ == 0


def test_the_processes_are_told_who_they_are_and_share_the_processor(processes_that, tmp_path):
    processes_that(f"""
        env > {tmp_path}/$KERASTUNER_TUNER_ID
        if [ "$KERASTUNER_TUNER_ID" = chief ]; then exec sleep 60; fi
        exit 0
    """)
    Search(in_a_notebook()[0], **settings(processes=3)).fit(*examples(), validation_data=HELD)
    for name in ("worker1", "worker2", "worker3"):
        told = dict(line.split("=", 1) for line in (tmp_path / name).read_text().splitlines() if "=" in line)
        assert told["KERASTUNER_ORACLE_IP"] == "127.0.0.1"
        assert int(told["TF_NUM_INTRAOP_THREADS"]) == max(1, (os.cpu_count() or 1) // 3)
        assert str(sys.path[0]) in told["PYTHONPATH"]
