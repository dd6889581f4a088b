"""What the sample cast has said already: nobody says what another said or counts others, in however many years."""

from collections.abc import Iterable, Sequence
from random import Random

from pdsa.measures import Observation


class Spoken:
    """Remembers each sentence and who (a strategy's title, an e-mail) said it first."""

    def __init__(self) -> None:
        self._by: dict[str, str] = {}
        self._people: dict[str, int] = {}

    def fresh(self, sentences: Sequence[str], speaker: str, chance: Random) -> str:
        """One that nobody has said yet, empty where all have been said."""
        return self._say([each for each in sentences if each not in self._by], speaker, chance)

    def own(self, sentences: Sequence[str], speaker: str, chance: Random) -> str:
        """One that nobody has said yet or, where there is none, one that the same speaker said before."""
        return self.fresh(sentences, speaker, chance) or self._say(
            [each for each in sentences if self._by[each] == speaker], speaker, chance
        )

    def counted(self, taken: Iterable[Observation]) -> None:
        """Keeps of how many people a plan's numbers are, the most of each measure's."""
        for each in taken:
            self._people[each.measure] = max(each.n or 0, self._people.get(each.measure, 0))

    def people(self, measure: str, known: int, otherwise: int) -> int:
        """How many people a measure is of: as many as the plan ever said, or as were counted first."""
        self._people[measure] = known or self._people.get(measure) or otherwise
        return self._people[measure]

    def _say(self, sentences: Sequence[str], speaker: str, chance: Random) -> str:
        if not sentences:
            return ""
        sentence = chance.choice(sentences)
        self._by.setdefault(sentence, speaker)
        return sentence
