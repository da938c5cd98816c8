"""OpenFisca: a variable with a formula for each line of each matter; a decision is a simulation of one person."""

from importlib.metadata import version

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from work import Work, measure

PERIOD = "2026-11"
GIVEN = ("age", "region", "today", "held")

work = Work()
person = build_entity(key="person", plural="persons", label="", is_person=True)
system = TaxBenefitSystem([person])


def variable(name, kind, formula=None):
    members = {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        members["formula"] = formula
    system.add_variable(type(name, (Variable,), members))


def formula(number, expression):
    """The expression over the variables that it names; questions belong to their matter."""
    code = compile(expression, expression, "eval")
    names = [name for name in code.co_names if name not in ("where", "true")]
    sources = [(name, name if name in GIVEN else f"m{number}_{name}") for name in names]

    def compute(persons, period, parameters):
        values = {name: persons(source, period) for name, source in sources}
        found = eval(code, {"where": numpy.where, "true": True}, values)
        return numpy.broadcast_to(found, persons.count)

    return compute


def load():
    for name in GIVEN:
        variable(name, int)
    for number, matter in enumerate(work.matters):
        for name, kind in matter["questions"]:
            variable(f"m{number}_{name}", bool if kind == "yes_no" else int)
        *lines, fee, until = matter["numpy"]
        for at, expression in enumerate(lines):
            variable(f"m{number}_line{at}", bool, formula(number, expression))
        variable(f"m{number}_fee", int, formula(number, fee))
        variable(f"m{number}_until", int, formula(number, until))


def prepare(request):
    """A simulation of one person who has answered."""
    simulation = SimulationBuilder().build_default_simulation(system, count=1)
    for name in GIVEN:
        # Thirty-two results are the bits of a number.
        simulation.set_input(name, PERIOD, numpy.array([request[name]], dtype=numpy.uint32).view(numpy.int32))
    number = request["matter"]
    for (name, kind), answer in zip(work.matters[number]["questions"], request["answers"]):
        dtype = numpy.bool_ if kind == "yes_no" else numpy.int32
        simulation.set_input(f"m{number}_{name}", PERIOD, numpy.array([answer], dtype=dtype))
    return simulation


def decide(request, simulation):
    number = request["matter"]
    names = [f"line{at}" for at in range(len(work.matters[number]["numpy"]) - 2)] + ["fee", "until"]
    *lines, fee, until = (simulation.calculate(f"m{number}_{name}", PERIOD)[0] for name in names)
    return lines, fee, until


source = sum(len(text) for matter in work.matters for text in matter["numpy"])
measure("openfisca-core", version("openfisca-core"), work, source, load, prepare, decide)
