"""What the decoder loses without each of its rules and measurements."""
import dataclasses

import decoder
import fit
import mono
from clips import Score
from decoder import END, FRESH, RESTRUCK, Settings

SINGLE_LINES = ("bass", "strings", "winds", "vocals")


@dataclasses.dataclass(frozen=True)
class Variant:
    """A decoder with something left out."""

    title: str
    settings: Settings = Settings()
    # From the usual weights and the examples to the weights without it.
    refit: object = lambda weights, examples: weights


def without(*rules, **settings):
    return Settings(without=frozenset(rules), **settings)


def all_but(names, name):
    return tuple(other for other in names if other != name)


def only_strikes(weights, examples):
    return dataclasses.replace(
        weights, fresh=fit.fit_fresh(examples, ("strike",)),
        restruck=fit.fit_restruck(examples, ("strike",)))


def one_sum(weights, examples):
    evidence = fit.fit_either(examples, decoder.MEASUREMENTS)
    return dataclasses.replace(weights, fresh=evidence, restruck=None)


RULES = [
    Variant("nothing"),
    Variant("2, fresh or restruck: one sum of all measurements", refit=one_sum),
    Variant("3, score: the strike alone", refit=only_strikes),
    Variant("4, rivals: all accepted candidates", without("rivals")),
    Variant("5, end: 11 frames below 0.3, as in the reference", without("end")),
    Variant("6, weak", without("weak")),
    Variant("7, unclaimed", without("unclaimed")),
    Variant("8, the parabola", without("parabola")),
    Variant("8, lateness by strike and rise: 14 ms for all", without("lateness", lateness=0.014)),
    Variant("8, altogether", without("lateness", "parabola", lateness=0.0)),
]

# In each loop, the name is bound while the list is made.
MEASUREMENTS = (
    [Variant("nothing")]
    + [
        Variant(f"fresh: {name}", refit=lambda weights, examples, name=name: dataclasses.replace(
            weights, fresh=fit.fit_fresh(examples, all_but(FRESH, name))))
        for name in FRESH
    ]
    + [
        Variant(f"restruck: {name}", refit=lambda weights, examples, name=name: dataclasses.replace(
            weights, restruck=fit.fit_restruck(examples, all_but(RESTRUCK, name))))
        for name in RESTRUCK
    ]
    + [
        Variant(f"end: {name}", refit=lambda weights, examples, name=name: dataclasses.replace(
            weights, end=fit.fit_end(examples, all_but(END, name))))
        for name in END
    ]
)


class Teacher:
    """Weights from the tuning set: from all of it, and for each fold of families without it."""

    def __init__(self, clips):
        self.examples = [fit.Example.of(clip) for clip in clips]
        self.clips = clips
        self.weights = fit.fit(self.examples)
        self.folds = fit.by_fold(self.examples, fit.fit)

    def left_out_scores(self, program, decode=decoder.decode, clips=None, settings=Settings()):
        """Scores of the tuning set's clips with weights that were not fitted on their families."""
        return program.score_notes(
            clips or self.clips, lambda clip: notes(
                clip, decode, self.folds[fit.fold_of(clip)], settings))

    def rows(self, program, judges, variants):
        """A row for each variant: the tuning set with families left out, then the other sets."""
        for variant in variants:
            folds = {
                fold: variant.refit(weights, self.without_fold(fold))
                for fold, weights in self.folds.items()
            }
            weights = variant.refit(self.weights, self.examples)
            means = [mean_score(
                program, self.clips, lambda clip: folds[fit.fold_of(clip)], variant.settings)]
            for part in judges:
                means.append(
                    mean_score(program, part.clips, lambda clip: weights, variant.settings))
            yield variant.title, *means

    def without_fold(self, fold):
        return [example for example in self.examples if fit.fold_of(example.clip) != fold]

    def single_line_rows(self, program, held_out):
        """The rules beside `mono`, for instruments that play one note at a time."""
        for families in (SINGLE_LINES, *((family,) for family in SINGLE_LINES)):
            means = []
            for clips, weights in (
                (self.clips, lambda clip: self.folds[fit.fold_of(clip)]),
                (held_out.clips, lambda clip: self.weights),
            ):
                clips = [clip for clip in clips if clip.family in families]
                means += [
                    mean_score(program, clips, weights, Settings(), decode)
                    for decode in (decoder.decode, mono.decode)
                ]
            yield ", ".join(families), *means


def notes(clip, decode, weights, settings):
    return decode(clip.posteriorgrams, weights, settings, clip.candidates)


def mean_score(program, clips, weights_for, settings, decode=decoder.decode):
    scores = program.score_notes(
        clips, lambda clip: notes(clip, decode, weights_for(clip), settings))
    return Score.mean(scores.values())
