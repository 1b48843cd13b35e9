"""One library with the nouns of the command line: what `lr.open` gives can do what the verbs do."""

import landrelease as lr
from landrelease.desk.checking import check


def test_a_register_checks_imports_counts_corrects_withdraws_attaches_erases_and_backs_up(tmp_path):
    (tmp_path / "rows.csv").write_text(
        "record,id,date,status,name,contact,stated_m2\nhazard,H-1,2024-05-17,suspected,Orchard,,9000\n"
        "person,p-7,,,A. Example,+000 000,\n"
    )
    (tmp_path / "page.txt").write_text("page 4")
    with lr.init(tmp_path / "a.register", programme="XY", plane=(18.0, 44.0), acting="anna") as register:
        (taken,) = register.import_files(
            [tmp_path / "rows.csv"], accept_as="boris", constants={"organisation": "org-1"}
        )
        assert [verdict.verdict for verdict in taken.verdicts] == ["new", "new"]
        hazard, person = taken.ids
        assert taken.accepted == [hazard]
        assert register.count("hazard") == [{"kind": "hazard", "records": 1}]
        assert register.check() == check(register)
        corrected = register.correct(hazard[:12], {"stated_m2": "9100"}, reason="typed wrongly")
        register.accept([corrected], author="boris")
        assert register.attach(tmp_path / "page.txt", [hazard[:12]], caption="page 4")
        assert len(register.withdraw([hazard[:12]], reason="duplicate")) == 1
        assert [one.field for one in register.erase(["p-7"], reason="asked")] == ["contact", "name"]
        assert {one.value for one in register.store.payloads(person)} == {None}
        root = register.backup(tmp_path / "b.register")
        assert register.verify(root) == []
    with lr.open(tmp_path / "b.register") as copy:
        assert copy.store.root() == root
