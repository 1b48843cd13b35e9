"""Texts of the faults of files, profiles and cells that intake raises; of a file "it" is the file named beside them."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

_NOTHING_TAKEN = _("Half a file looks like a whole one, and its missing hazards like free land; nothing was applied.")
_WRONG_PLACE = _(
    "A wrong datum shifts a hazard by 50 to 500 m, which no map shows; none is assumed, nothing was applied."
)
_WRONG_COLUMNS = _("Columns read by guess give wrong land; nothing was applied.")

FILE_RULES: Final = (
    Rule(
        "file-missing", "error", room="intake",
        what=_("it is not there."),
        why=_NOTHING_TAKEN,
        cure=_("Check the path, and whether the disk is plugged in."),
    ),
    Rule(
        "file-unreadable", "error", room="intake",
        what=_("it cannot be read: {detail}."),
        why=_NOTHING_TAKEN,
        cure=_("See whether it opens in the program that wrote it; ask for it again."),
    ),
    Rule(
        "file-empty", "error", room="intake",
        what=_("it holds no data rows."),
        why=_("A failed export looks like a source with nothing to report; nothing was applied."),
        cure=_("Export again; with truly nothing to report there is nothing to import."),
    ),
    Rule(
        "file-encrypted", "error", room="intake",
        what=_("it is locked by a password."),
        why=_("What cannot be read cannot be checked; nothing was applied."),
        cure=_("Unlock it where it is kept, and import the unlocked copy."),
    ),
    Rule(
        "file-truncated", "error", room="intake",
        what=_("it ends in the middle of its data: {detail}."),
        why=_NOTHING_TAKEN,
        cure=_("Copy it again and compare the sizes."),
    ),
    Rule(
        "file-incomplete", "error", room="intake",
        what=_("it lacks its companions: {parts}."),
        why=_NOTHING_TAKEN,
        cure=_("Send all files of one name together, best in one zip archive."),
    ),
    Rule(
        "file-format-unknown", "error", room="intake",
        what=_("its content is {content}, which is not read here."),
        why=_("Guessing a format gives wrong land; nothing was applied."),
        cure=_("Save it as GeoPackage, GeoJSON, Shapefile, KML, FlatGeobuf, CSV or a workbook."),
    ),
    Rule(
        "file-renamed", "error", room="intake",
        what=_("it is named {extension}, but is {content}."),
        why=_("A renamed file is often not the one that was meant; nothing was applied."),
        cure=_("Give it its right ending ({endings}), or ask for the file that was meant."),
    ),
    Rule(
        "zip-bomb", "error", room="intake",
        what=_("its {packed_mb} MB would unpack to {unpacked_mb} MB."),
        why=_("Such archives are made to fill the disk of whoever opens them; nothing was applied."),
        cure=_("Ask the sender what it is."),
    ),
    Rule(
        "zip-path", "error", room="intake",
        what=_("its member {member} would be written outside its folder."),
        why=_("Such archives are made to overwrite files of whoever opens them; nothing was applied."),
        cure=_("Do not open it; ask the sender."),
    ),
    Rule(
        "layer-missing", "error", room="intake",
        what=_("it has no layer {layer}; it has {layers}."),
        why=_("Another layer would be other land; nothing was applied."),
        cure=_("Name one of its layers."),
    ),
    Rule(
        "layer-unnamed", "error", room="intake",
        what=_("it has {n} layers and none was named: {layers}."),
        why=_("Another layer would be other land; nothing was applied."),
        cure=_("Name the layer with --layer; import several one after the other."),
    ),
    Rule(
        "line-too-long", "error", room="intake",
        what=_("a row longer than {limit_mb} MB begins at {place}."),
        why=_("Such a row is a damaged file or an attack on the memory of this machine; nothing was applied."),
        cure=_("Look there for a missing quotation mark or line end; export again."),
    ),
    Rule(
        "not-finite", "error", room="intake",
        what=_("{place}: a coordinate or figure is no number ({value})."),
        why=_("Such a shape lies nowhere and spoils every area that it is added to; nothing was applied."),
        cure=_("Repair the feature in the source and export again."),
    ),
    Rule(
        "crs-undeclared", "error", room="intake",
        what=_("it does not say in which reference system its coordinates ({bounds}) are; likely: {candidates}."),
        why=_WRONG_PLACE,
        cure=_("Ask the source, then give --crs EPSG:n."),
    ),
    Rule(
        "crs-unknown", "error", room="intake",
        what=_("its reference system cannot be used: {detail}."),
        why=_WRONG_PLACE,
        cure=_("Give the system as --crs EPSG:n."),
    ),
    Rule(
        "crs-conflict", "error", room="intake",
        what=_("it declares {declared}, but --crs gives {given}."),
        why=_WRONG_PLACE,
        cure=_("Leave --crs away, or have the declaration of the file corrected."),
    ),
    Rule(
        "crs-mismatch", "error", room="intake",
        what=_("its coordinates ({bounds}) are none of {declared}; likely: {candidates}."),
        why=_WRONG_PLACE,
        cure=_("Ask the source, then give --crs EPSG:n."),
    ),
    Rule(
        "axes-exchanged", "error", room="intake",
        what=_("its coordinates ({bounds}) lie {away}, and where they belong only with their axes exchanged."),
        why=_("A pair written in the other order puts a hazard into another country; nothing was applied."),
        cure=_("Exchange the axes in the source, x or longitude first; with lon and lat columns a profile can do it."),
    ),
    Rule(
        "wrong-unit", "error", room="intake",
        what=_("column {column} is not in {unit_name}: {n} of {rows} rows fit {likely}."),
        why=_("A whole column in the wrong unit changes national totals a thousandfold; nothing was applied."),
        cure=_("Name the unit of the column in the profile."),
    ),
    Rule(
        "column-repeated", "error", room="intake",
        what=_("several columns are headed {column}."),
        why=_WRONG_COLUMNS,
        cure=_("Rename or remove all but one."),
    ),
    Rule(
        "columns-unknown", "error", room="intake",
        what=_("none of its columns ({columns}) says what a row is."),
        why=_WRONG_COLUMNS,
        cure=_("Rename the columns, give --set record=… or --set status=…, or use a profile."),
    ),
    Rule(
        "table-unreadable", "error", room="intake",
        what=_("it cannot be read as a published table: {detail}."),
        why=_("A figure that is read wrongly is worse than none."),
        cure=_("Head each figure with its measure and unit, such as cleared_km2, and leave remarks to other columns."),
    ),
    Rule(
        "constant-unusable", "error", room="intake",
        what=_("--set {field}={value}: {detail}."),
        why=_("A constant goes into every row, and a misspelt one into none; nothing was applied."),
        cure=_("See `landrelease kinds`."),
    ),
    Rule(
        "profile-unknown", "error", room="intake",
        what=_("it is neither a file nor a shipped profile ({names})."),
        why=_WRONG_COLUMNS,
        cure=_("Give a shipped name or the path of a profile."),
    ),
    Rule(
        "profile-faulty", "error", room="intake",
        what=_("the profile has faults: {problems}"),
        why=_WRONG_COLUMNS,
        cure=_("Correct it by the page on profiles."),
    ),
    Rule(
        "profile-columns", "error", room="intake",
        what=_("the profile needs the columns {missing}, the file has {columns}."),
        why=_WRONG_COLUMNS,
        cure=_("Choose the profile made for this file, or adapt it."),
    ),
    Rule(
        "edition-replaced", "error", room="intake",
        what=_("this very file was taken in on {taken}, and {other} replaced it on {day}."),
        why=_(
            "An old file in the place of a later one would withdraw and change back what the source has said since; "
            "nothing was applied."
        ),
        cure=_(
            "Take in the last file of the source. Where the source truly went back to this one, state a later date by "
            "--edition; with the date of this one nothing is changed or withdrawn, and only what is not known comes in."
        ),
    ),
    Rule(
        "edition-unusable", "error", room="intake",
        what=_("its edition cannot be told: {detail}."),
        why=_("By its edition an older file is told from a later one that lost rows; nothing was applied."),
        cure=_("Give --edition with a day, a month or a year, and a profile whose files replace each other."),
    ),
    Rule(
        "snapshot-shrunk", "error", room="intake",
        what=_(
            "it lacks {n} of {known} known records of its source, {percent} %, such as {some}; up to {limit} % passes "
            "unasked."
        ),
        why=_("Land and people never vanish because a file is short, old or of another part; nothing was applied."),
        cure=_(
            "Look at them by --dry-run with --withdraw-missing and this number. Where they are truly gone, take the "
            "file in with it; where it is an older edition, say --edition; where it is only a part, use a profile "
            "without snapshot."
        ),
    ),
)  # fmt: skip
CELL_RULES: Final = (
    Rule(
        "column-missing", "error", room="intake",
        what=_("Column {column} is missing, without which no {kind} can be taken in."),
        why=_("Rows that cannot be told apart, ordered or booked are set aside, every one of them."),
        cure=_("Add the column, map another to it in a profile, or give a constant by --set."),
    ),
    Rule(
        "column-unknown", "note", room="intake",
        what=_("Column {field} is not used."),
        why=_("A misspelt heading loses a whole column without a word."),
        cure=_("Correct the heading or map it in the profile; leave it if it is not needed."),
    ),
    Rule(
        "rows-above-headings", "note", room="intake",
        what=_("{n} rows above the headings were left out."),
        one=_("{n} row above the headings was left out."),
        why=_("Titles and logos stand above many tables; data that stand there would be lost."),
        cure=_("Look whether they hold data."),
    ),
    Rule(
        "encoding-guessed", "warning", room="intake",
        what=_("The text is not UTF-8 and was read as {value}."),
        why=_("Place names read in the wrong letters no longer match those of other files."),
        cure=_("Save the file as UTF-8."),
    ),
    Rule(
        "reader-warning", "warning", room="intake",
        what=_("The reader of the format warns: {value}."),
        why=_("Programs that read geometry often repair or drop it with no more than such a line."),
        cure=_("Look at the feature; export again where it was changed."),
    ),
    Rule(
        "kind-unknown", "error", room="intake",
        what=_("{value} is no kind of record."),
        why=_("A row of an unknown kind cannot be checked."),
        cure=_("See `landrelease kinds`."),
    ),
    Rule(
        "value-not-a-number", "error", room="intake",
        what=_("{field}: {value} is not {expected}."),
        why=_("A figure that is read wrongly is worse than none."),
        cure=_("Write digits with a decimal point, or name decimal comma and thousands sign in the profile."),
    ),
    Rule(
        "value-not-a-date", "error", room="intake",
        what=_("{field}: {value} is no date of the form {expected}."),
        why=_("Day and month exchanged put clearance before survey."),
        cure=_("Write YYYY-MM-DD, or name the form of the dates in the profile."),
    ),
    Rule(
        "number-ambiguous", "error", room="intake",
        what=_("{field}: {value} can be read in two ways."),
        why=_("A point or comma that divides thousands in one country divides decimals in the next."),
        cure=_("Name decimal and thousands signs in the profile."),
    ),
    Rule(
        "value-unmapped", "error", room="intake",
        what=_("{field}: the profile does not say what {value} means."),
        why=_("A word that is passed over puts a row into the wrong status or class."),
        cure=_("Add the word to the profile."),
    ),
    Rule(
        "no-id", "error", room="intake",
        what=_("The row has no id, and its names may not be stored in its place."),
        why=_("Persons are known by an id that says nothing; personal values are sealed."),
        cure=_("Give each person an id."),
    ),
    Rule(
        "row-ragged", "error", room="intake",
        what=_("The row has {n} cells, another number than the headings."),
        one=_("The row has {n} cell, another number than the headings."),
        why=_("A cell too many or too few shifts all values behind it into the wrong columns."),
        cure=_("Look for a stray separator or quotation mark in the row."),
    ),
    Rule(
        "totals-row", "note", room="intake",
        what=_("The row looks like a total and was left out: {value}."),
        why=_("A total taken for a record doubles everything above it."),
        cure=_("Nothing to do; if it is a record, give it an id."),
    ),
    Rule(
        "constant-fills-gaps", "note", room="intake",
        what=_("{n} empty cells of {field} were given the constant {value}."),
        one=_("{n} empty cell of {field} was given the constant {value}."),
        why=_("A constant meant for a missing column can hide that single values are missing."),
        cure=_("Look whether the constant is true of those rows."),
    ),
    Rule(
        "field-not-of-kind", "warning", room="intake",
        what=_("{n} {kind} rows have a value in {field}, which such records do not hold."),
        one=_("{n} {kind} row has a value in {field}, which such records do not hold."),
        why=_("A value without a field is not stored, and nobody would miss it."),
        cure=_("Map the column to a field of that kind, or leave it out in the profile."),
    ),
    Rule(
        "ring-closed", "note", room="intake",
        what=_("The boundary did not return to its start and was closed."),
        why=_("The last turning point may be missing rather than the first one repeated."),
        cure=_("Compare with the list of turning points."),
    ),
    Rule(
        "key-repeated", "warning", room="intake",
        what=_("The row has the key and the date of row {other_row}, but says something else."),
        why=_("Two rows under one key cannot be told apart when the next file comes."),
        cure=_("Add a column to the key of the profile, or correct one of the rows."),
    ),
    Rule(
        "geometry-unreadable", "error", room="intake",
        what=_("The geometry cannot be read: {value}."),
        why=_("A shape that is dropped in silence leaves a hazard off the map."),
        cure=_("Export the geometry as WKT or in a GIS format."),
    ),
    Rule(
        "key-missing", "warning", room="intake",
        what=_("The key column {field} is empty."),
        why=_("Without its key a changed row is taken for a new one."),
        cure=_("Fill in the key; until then the row is known by its content."),
    ),
    Rule(
        "duplicate-row", "note", room="intake",
        what=_("The row repeats row {other_row} in every column."),
        why=_("Equal rows can be separate items or victims, so none is removed."),
        cure=_("Ask the source which of the two it is."),
    ),
    Rule(
        "row-corrects", "note", room="intake",
        what=_("The row changes {field} of a record taken in before; a correction is proposed."),
        why=_("What is recorded is never edited: the change stands beside it with its reason."),
        cure=_("Accept or reject the correction."),
    ),
    Rule(
        "code-required", "error", room="intake",
        what=_("{field}: {value} is none of {expected}."),
        why=_("This field decides what the record does to land; a word that nobody knows must not release any."),
        cure=_("Use one of the codes, or map the word in the profile."),
    ),
    Rule(
        "value-not-an-object", "error", room="intake",
        what=_("{field}: {value} is not {expected}."),
        why=_("A corrected statement is taken whole or not at all."),
        cure=_("See `landrelease kinds correction`."),
    ),
    Rule(
        "field-required", "error", room="intake",
        what=_("{field} is empty, and a record of kind {kind} says nothing without it."),
        why=_("A record about nothing changes nothing, and hides that it does."),
        cure=_("Fill it in; see `landrelease kinds` for what it takes."),
    ),
    Rule(
        "record-unknown", "error", room="intake",
        what=_("{field}: no record, or more than one, begins with {value}."),
        why=_("What is said of a record that is not here takes no effect, and nobody would notice."),
        cure=_("Look its id up with `landrelease find`; import what it names first."),
    ),
    Rule(
        "record-unfit", "error", room="intake",
        what=_("{field}: the row cannot be about record {value}: {detail}."),
        why=_("What no command would do to a record, no table does either."),
        cure=_("Name another record, or leave the row out."),
    ),
    Rule(
        "setting-unusable", "error", room="intake",
        what=_("The setting {key} is {value}; it takes {expected}."),
        why=_("A parameter that cannot be read would be passed over, and land judged without it."),
        cure=_("Give the value of the national standard in the unit that the name says."),
    ),
    Rule(
        "cell-in-error", "error", room="intake",
        what=_("{field}: the cell shows {value}, a formula that failed."),
        why=_("The value was there once; taken for an empty cell it would be lost without a word."),
        cure=_("Repair the formula, or type the value in its place."),
    ),
    Rule(
        "cell-merged", "error", room="intake",
        what=_("{field}: the cell is merged with another, and the value stands only in the first of them."),
        why=_("What stands once over several rows may be meant for all of them or for one."),
        cure=_("Unmerge the cells and fill in each of them."),
    ),
    Rule(
        "row-outdated", "note", room="intake",
        what=_("The row says what its record said before that was corrected or withdrawn; nothing is proposed."),
        why=_("An old file taken in again must not undo what was put right since."),
        cure=_("Where the source truly returned to its old statement, correct the record by hand."),
    ),
    Rule(
        "edition-older", "warning", room="intake",
        what=_(
            "The file is the edition of {date}, and that of {newest} was taken in before: it corrects and withdraws "
            "nothing."
        ),
        why=_("What a source said earlier must not undo what it said later."),
        cure=_("Where the date is wrong, state the right one with --edition."),
    ),
    Rule(
        "edition-undated", "note", room="intake",
        what=_("Its profile reads the date of the edition from the file and finds none; it counts as the latest."),
        why=_("Without a date an older file cannot be told from a later one that lost rows."),
        cure=_("State it with --edition, or give the file the name under which the source published it."),
    ),
    Rule(
        "row-of-older", "note", room="intake",
        what=_("The row differs in {field} from what a later edition says; nothing is proposed."),
        why=_("What a source said earlier must not undo what it said later."),
        cure=_("Nothing, unless the date of the edition is wrong."),
    ),
    Rule(
        "row-only-in-older", "warning", room="intake",
        what=_("The row is not known, though the later edition of {newest} is here; the source may have dropped it."),
        why=_("What only an old file holds may have been right then, or may never have been."),
        cure=_("Ask the source before the record is accepted; reject it where it was dropped."),
    ),
    Rule(
        "outside-crs-use", "warning", room="intake",
        what=_("{n} shapes lie outside the area for which {crs} was made."),
        one=_("{n} shape lies outside the area for which {crs} was made."),
        why=_("Coordinates read in a system that is not theirs land plausibly beside it."),
        cure=_("Ask the source for the system of its coordinates."),
    ),
)  # fmt: skip
INTAKE_RULES: Final = (*FILE_RULES, *CELL_RULES)
