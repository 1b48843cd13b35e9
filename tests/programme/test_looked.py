"""What one answer looked up is read once, and nobody who got it can change it for the next."""

from landrelease.programme.looked import Looked
from landrelease.programme.roll import Fact, Held
from landrelease.records.units import Rotation, Unit


class Counting(Held):
    """A roll that counts how often it is asked."""

    asked = 0

    def called(self, kind, name):
        self.asked += 1
        return super().called(kind, name)

    def naming(self, named, name, *kinds):
        self.asked += 1
        return super().naming(named, name, *kinds)

    def all(self, *kinds):
        self.asked += 1
        return super().all(*kinds)


def test_the_same_question_is_asked_once_and_answered_alike():
    roll = Counting([Fact("u", Unit(id="U")), Fact("r", Rotation(id="R", unit="U"))])
    looked = Looked(roll)
    for _ in range(3):
        looked.called("unit", " U ").clear()
        looked.naming("unit", "U", "rotation").clear()
        looked.all("unit").clear()
    assert roll.asked == 3
    assert [fact.id for fact in looked.called("unit", "U")] == ["u"]
    assert [fact.id for fact in looked.naming("unit", "U", "rotation")] == ["r"]
    assert [fact.id for fact in looked.all("unit")] == ["u"]
    assert looked.naming("unit", "U", "member") == []
