"""Sales of supermarkets by store and department ("Complete Journey", 84.51°/dunnhumby, 2017)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.data.series import Series, no_weather
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR, Rhythm
from ml_serving.models.demand_forecast.window import Numbers

FOLDER: Final = "coupon_uplift"
START: Final = np.datetime64("2017-01-01", "D")
DAYS: Final = 365

_BEHIND: Final = np.timedelta64(5, "h")
LEAST_DAYS_SOLD: Final = 0.75
"""A department must have sold on this share of the days of training to be a series."""

_CATEGORIES: Final[Mapping[str, str]] = {
    "GROCERY": "grocery",
    "DRUG GM": "drugstore",
    "PRODUCE": "produce",
    "MEAT": "meat",
    "MEAT-PCKGD": "meat",
    "DELI": "deli",
    "PASTRY": "bakery",
    "NUTRITION": "grocery",
    "SEAFOOD": "meat",
    "SEAFOOD-PCKGD": "meat",
    "SALAD BAR": "deli",
    "COSMETICS": "drugstore",
    "FLORAL": "flowers",
    "FUEL": "fuel",
    "MISCELLANEOUS": "other",
}


@dataclass(frozen=True, slots=True)
class Sales:
    """One row a line of a bill; `store` and `department` are numbers of their names."""

    stores: list[str]
    departments: list[str]
    store: NDArray[np.int64]
    department: NDArray[np.int64]
    hour: NDArray[np.int64]
    dollars: Numbers


def read_sales(data: Path) -> Sales:
    """Every line with its department. Hours are the store's own, from the start of the year.

    Parquet's reader is asked for here: what measures and tests forecasts does without it.
    """
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    lines = pq.read_table(
        data / FOLDER / "transactions.parquet",
        columns=["store_id", "product_id", "sales_value", "transaction_timestamp"],
    )
    products = pq.read_table(
        data / FOLDER / "products.parquet", columns=["product_id", "department"]
    )
    stores, store = _numbered(lines["store_id"])
    departments, of_product = _numbered(products["department"])
    place = pc.index_in(lines["product_id"], value_set=products["product_id"].combine_chunks())
    place = place.fill_null(-1).to_numpy().astype(np.int64)
    return Sales(
        stores=stores,
        departments=[*departments, ""],
        store=store,
        department=np.where(place >= 0, of_product[place], len(departments)),
        hour=_hours(lines["transaction_timestamp"]),
        dollars=np.asarray(lines["sales_value"].to_numpy(), dtype=np.float64),
    )


def by_store_and_department(sales: Sales, *, trained_days: int) -> list[Series]:
    """Daily dollars, of those that sold on most days of training, the largest first.

    Chosen by the days of training alone, so that nothing of the test decides what is tested.
    """
    pair = sales.store * len(sales.departments) + sales.department
    count = len(sales.stores) * len(sales.departments)
    table = np.bincount(
        pair * DAYS + sales.hour // 24, weights=sales.dollars, minlength=count * DAYS
    ).reshape(count, DAYS)
    steady = (table[:, :trained_days] > 0).mean(axis=1) >= LEAST_DAYS_SOLD
    order = np.argsort(-table[:, :trained_days].sum(axis=1), kind="stable")
    series = []
    for code in order[steady[order]]:
        store, department = divmod(int(code), len(sales.departments))
        title = sales.departments[department]
        if title:
            series.append(_series(sales.stores[store], title, table[code], DAY))
    return series


def by_store_and_hour(sales: Sales, *, trained_days: int, stores: int) -> list[Series]:
    """Hourly dollars of the largest whole stores, for training alone."""
    hours = DAYS * 24
    table = np.bincount(
        sales.store * hours + sales.hour,
        weights=sales.dollars,
        minlength=len(sales.stores) * hours,
    ).reshape(len(sales.stores), hours)
    largest = np.argsort(-table[:, : 24 * trained_days].sum(axis=1), kind="stable")[:stores]
    return [_series(sales.stores[code], "GROCERY", table[code], HOUR) for code in largest]


def _numbered(column: Any) -> tuple[list[str], NDArray[np.int64]]:
    """The names in a column, and each row as a number of its name."""
    names, numbers = np.unique(
        np.array([str(each) for each in column.unique().to_pylist()]), return_inverse=True
    )
    coded = column.dictionary_encode().combine_chunks()
    return [str(name) for name in names], numbers[coded.indices.to_numpy().astype(np.int64)]


def _hours(stamps: Any) -> NDArray[np.int64]:
    """Stamps are kept in UTC; the stores' clock is five hours behind, so that a year is a year."""
    hours = stamps.to_numpy().astype("datetime64[h]") - _BEHIND
    return np.clip((hours - START.astype("datetime64[h]")).astype(np.int64), 0, DAYS * 24 - 1)


def _series(store: str, department: str, values: Numbers, rhythm: Rhythm) -> Series:
    return Series(
        name=f"store-{store}-{department.lower().replace(' ', '-')}-{rhythm.name}",
        shop=f"store-{store}",
        category=_CATEGORIES.get(department, "other"),
        country="US",
        rhythm=rhythm,
        start=START.astype(f"datetime64[{rhythm.unit}]"),
        values=values,
        weather=no_weather(len(values)),
    )
