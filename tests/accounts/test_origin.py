"""Where a request comes from."""

import pytest

from landrelease.accounts.origin import Origin


@pytest.mark.parametrize(
    ("address", "network", "counted"),
    [
        ("203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("a socket", "", ""),
        ("", "", ""),
    ],
)
def test_an_address_is_kept_coarse_and_counted_exactly(address, network, counted):
    assert (Origin(address).network, Origin(address).counted) == (network, counted)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge / Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140 Mobile Safari/537", "Chromium / Android"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari / iOS"),
        ("Mozilla/5.0 QGIS/34000/Debian", "QGIS / ?"),
        ("", "? / ?"),
    ],
)
def test_a_browser_is_kept_in_two_words(agent, words):
    assert Origin("", agent).browser == words
