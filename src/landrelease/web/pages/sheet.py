from typing import Final
SCALES: Final = (1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000)
ROUTES: Final = ()
