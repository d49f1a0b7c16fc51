"""The simulated bicycles: the columns are what they say, and the draws have the mean that is their formula."""

import numpy as np
import pytest

from curso.data.bicycles import COLUMNS, bicycles, expected_hires


def test_the_same_number_gives_the_same_hours_and_another_number_others():
    (X, y), (again, y_again), (other, _) = bicycles(3), bicycles(3), bicycles(4)
    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(y, y_again)
    assert X.shape == (1500, len(COLUMNS)) and y.shape == (1500,)
    assert not np.array_equal(X, other)


def test_the_columns_are_in_the_units_that_they_say():
    X, y = bicycles(0, hours=20_000)
    hour, temperature, rain, weekend = X.T
    assert set(hour) == set(range(24)) and set(weekend) == {0, 1}
    assert -12 < temperature.min() < temperature.max() < 42
    assert rain.min() == 0 and np.mean(rain > 0) == pytest.approx(0.2, abs=0.02)
    assert weekend.mean() == pytest.approx(2 / 7, abs=0.02)
    assert y.min() >= 0 and (y == y.round()).all()


def test_what_chance_adds_is_a_poisson_draw():
    X, y = bicycles(0, hours=20_000)
    mean = expected_hires(X)
    assert np.mean(y - mean) == pytest.approx(0, abs=0.3)
    assert np.mean((y - mean) ** 2) == pytest.approx(mean.mean(), rel=0.05)


def test_working_days_have_two_peaks_and_weekends_one():
    day = np.column_stack([np.arange(24), np.full(24, 20.0), np.zeros(24), np.zeros(24)])
    working, resting = expected_hires(day), expected_hires(np.column_stack([day[:, :3], np.ones(24)]))

    def peaks(hires):
        return [h for h in range(1, 23) if hires[h - 1] < hires[h] > hires[h + 1]]

    assert peaks(working) == [8, 18] and peaks(resting) == [14]
