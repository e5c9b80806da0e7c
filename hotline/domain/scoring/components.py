"""The kinds of component a score is made of.

RateComponent    numerator / denominator on a curve; an average has factor 1 instead of 100
ShareComponent   own tickets / all tickets of the group
AnySolved        full marks for one solved matter, nothing for none
Deduction        points lost for each fault, from a weight or from the total
Given            points that people set: spot checks, test calls, bonus, free terms

Every kind has `head`, `weight`, `columns`, `faults(counts)`, `score(own, group, rounding)`
(`group`: the columns summed over the unit's group) and `measures_cases`; a component for which its
unit has no case has neither rate nor points.
"""

from hotline.domain.scoring.marks import AnySolved, Deduction, Given
from hotline.domain.scoring.rates import RateComponent, ShareComponent

__all__ = ["AnySolved", "Component", "Deduction", "Given", "RateComponent", "ShareComponent"]

Component = RateComponent | ShareComponent | AnySolved | Deduction | Given
