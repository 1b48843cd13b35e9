"""Where the inputs of one size lie: one folder with the same reports in the form that each engine reads."""

from pathlib import Path
from typing import Final, NamedTuple, Self

SEED: Final = 7
VERSION: Final = 1
STATUSES: Final = ("suspected", "confirmed", "cancelled", "reduced", "cleared")


class Inputs(NamedTuple):
    """
    The files of one size and seed.

    Attributes
    ----------
    folder : Path
        Holds all of them.
    """

    folder: Path

    @classmethod
    def of(cls, data: Path, records: int, seed: int = SEED) -> Self:
        """
        Name the folder of a size.

        Parameters
        ----------
        data
            Folder of all sizes.
        records
            How many reports.
        seed
            Seed of the generator.

        Returns
        -------
        Inputs
            The folder's name also carries the generator's version, so that inputs of an older one are never reused.
        """
        return cls(data / f"v{VERSION}-seed{seed}-n{records}")

    @property
    def reports(self) -> Path:
        """The reports as Parquet, see `benchmarks.generate`."""
        return self.folder / "reports.parquet"

    @property
    def arrivals(self) -> Path:
        """Reports that come in one by one afterwards, as Parquet."""
        return self.folder / "arrivals.parquet"

    @property
    def geopackage(self) -> Path:
        """The same reports as a GeoPackage in the plain form."""
        return self.folder / "reports.gpkg"

    @property
    def complete(self) -> bool:
        """Whether the generator has finished here."""
        return (self.folder / "complete").exists()

    def mark_complete(self) -> None:
        """Say that the generator has finished here."""
        (self.folder / "complete").touch()
