"""A linear program that grows: columns and rows are added, solved, and more are added to it.

HiGHS solves it, in one thread, without a time limit: the same program has the same solution.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Terms = Iterable[tuple[int, float]]
"""A linear form: columns and their factors. A column may stand in it twice."""
INFINITE = float("inf")


class Program:
    """Minimises the price of its columns; a solved one starts its next solution from its last."""

    def __init__(self) -> None:
        import highspy  # late: 20 ms that a start without roads need not pay

        self._solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self._solver.setOptionValue(option, value)
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._prices: list[tuple[float, float, float]] = []
        self._rows: list[tuple[float, float, dict[int, float]]] = []
        self._columns_passed = self._rows_passed = 0

    def column(self, price: float = 0.0, low: float = -INFINITE, high: float = INFINITE) -> int:
        """Add a column between two bounds, both included, and return its number."""
        self._prices.append((price, low, high))
        return self._columns_passed + len(self._prices) - 1

    def row(self, terms: Terms, low: float = -INFINITE, high: float = INFINITE) -> int:
        """Add a row: the terms lie between two bounds, both included. Return its number."""
        factors: dict[int, float] = {}
        for column, factor in terms:
            factors[column] = factors.get(column, 0.0) + factor
        self._rows.append((low, high, factors))
        return self._rows_passed + len(self._rows) - 1

    def distance(
        self, terms: Terms, target: float, price: float, high: float = INFINITE
    ) -> tuple[int, int, int]:
        """Price how far the terms are from the target, on either side; return row and two columns.

        It is at most `high`.
        """
        over, under = self.column(price, 0.0, high), self.column(price, 0.0, high)
        row = self.row([*terms, (over, -1.0), (under, 1.0)], target, target)
        return row, over, under

    def free(self, row: int) -> None:
        """Let a row hold no more."""
        self._pass()
        self._solver.changeRowBounds(row, -INFINITE, INFINITE)

    def reprice(self, column: int, price: float) -> None:
        """Give a column another price."""
        self._pass()
        self._solver.changeColCost(column, price)

    def solve(self) -> Floats | None:
        """Return the value of every column at the least price; None if no solution was found."""
        self._pass()
        self._solver.run()
        if self._solver.getModelStatus() != self._optimal:
            return None
        return np.array(self._solver.getSolution().col_value)

    def _pass(self) -> None:
        """Hand the solver what was added."""
        if self._prices:
            price, low, high = np.array(self._prices).T
            none = np.empty(0, np.int32)
            self._solver.addCols(
                len(price), price.copy(), low.copy(), high.copy(), 0, none, none, np.empty(0)
            )
            self._columns_passed += len(self._prices)
            self._prices.clear()
        if self._rows:
            lows, highs, factors = zip(*self._rows, strict=True)
            sizes = [len(row) for row in factors]
            starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
            columns = np.array([c for row in factors for c in row], np.int32)
            values = np.array([v for row in factors for v in row.values()], np.float64)
            self._solver.addRows(
                len(sizes), np.array(lows), np.array(highs), len(values), starts, columns, values
            )
            self._rows_passed += len(self._rows)
            self._rows.clear()
