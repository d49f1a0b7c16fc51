"""The temperatures of the sea: the measured ones against NOAA's figures, the simulated ones against their formula."""

import numpy as np
import pytest

from curso.data import buoy, sea_temperature


def test_the_sea_has_61_years_of_months_and_its_warmest_ones_are_those_of_el_nino():
    years = sea_temperature().reshape(61, 12)
    assert years[0, 0] == 23.11 and years[-1, -1] == 22.07
    assert 1950 + years[:, 5:].mean(axis=1).argmax() == 1997
    assert set(1950 + np.argsort(years[:, :7].mean(axis=1))[-2:]) == {1983, 1998}


def test_the_same_number_gives_the_same_buoy_and_another_number_another():
    np.testing.assert_array_equal(buoy(3), buoy(3))
    assert buoy(3).shape == (240,) and buoy(3, years=5).shape == (60,)
    assert np.abs(buoy(3) - buoy(4)).max() > 1


def test_a_buoy_is_a_yearly_wave_and_an_anomaly_of_which_nine_tenths_are_left_a_month_later():
    months = buoy(0, years=2000).reshape(-1, 12)
    wave = months.mean(axis=0)
    anomaly = (months - wave).ravel()
    assert 5.5 < np.ptp(wave) < 8.5
    assert np.corrcoef(anomaly[1:], anomaly[:-1])[0, 1] == pytest.approx(0.9, abs=0.02)
    assert anomaly.std() == pytest.approx(0.45 / np.sqrt(1 - 0.81), rel=0.05)
