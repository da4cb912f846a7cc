"""Sales of supermarkets by store and department ("Complete Journey", 84.51°/dunnhumby, 2017)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ml_serving.models.demand_forecast.data.series import Series, no_weather
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR, Rhythm
from ml_serving.models.demand_forecast.window import Numbers

FOLDER: Final = "coupon_uplift"
START: Final = np.datetime64("2017-01-01", "D")
DAYS: Final = 365

LEAST_DAYS_SOLD: Final = 0.5
"""A department must have sold on this share of the days of training to be a series at all."""

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
    """Dollars by store, department and hour of the year: lines of the same bill added up."""

    store: Any
    department: Any
    hour: Any
    dollars: Any


def read_sales(data: Path) -> Sales:
    """Every line with its department. Hours are local, counted from the start of the year."""
    lines = pq.read_table(
        data / FOLDER / "transactions.parquet",
        columns=["store_id", "product_id", "sales_value", "transaction_timestamp"],
    )
    products = pq.read_table(
        data / FOLDER / "products.parquet", columns=["product_id", "department"]
    )
    departments = dict(
        zip(products["product_id"].to_pylist(), products["department"].to_pylist(), strict=True)
    )
    ids = pc.dictionary_encode(lines["product_id"]).combine_chunks()
    named = np.array([departments.get(each) or "" for each in ids.dictionary.to_pylist()])
    stamps = lines["transaction_timestamp"].to_numpy().astype("datetime64[h]")
    return Sales(
        store=np.array([str(store) for store in lines["store_id"].to_pylist()]),
        department=named[ids.indices.to_numpy(zero_copy_only=False)],
        hour=(stamps - START.astype("datetime64[h]")).astype(np.int64),
        dollars=np.asarray(lines["sales_value"].to_numpy(), dtype=np.float64),
    )


def by_store_and_department(sales: Sales, *, trained_days: int) -> list[Series]:
    """Daily dollars, of those that sold on most days of training, the largest first.

    Chosen by the days of training alone, so that nothing of the test decides what is tested.
    """
    series = []
    stores, store = np.unique(sales.store, return_inverse=True)
    departments, department = np.unique(sales.department, return_inverse=True)
    pair = store * len(departments) + department
    for code in np.unique(pair):
        mine = pair == code
        values = np.bincount(sales.hour[mine] // 24, weights=sales.dollars[mine], minlength=DAYS)
        if (values[:trained_days] > 0).mean() < LEAST_DAYS_SOLD:
            continue
        title = str(departments[code % len(departments)])
        if title:
            series.append(_series(str(stores[code // len(departments)]), title, values[:DAYS], DAY))
    return sorted(series, key=lambda each: -float(each.values[:trained_days].sum()))


def by_store_and_hour(sales: Sales, *, trained_days: int, stores: int) -> list[Series]:
    """Hourly dollars of the largest whole stores, for training alone."""
    early = sales.hour < 24 * trained_days
    names, store = np.unique(sales.store, return_inverse=True)
    totals = np.bincount(store[early], weights=sales.dollars[early], minlength=len(names))
    series = []
    for code in np.argsort(-totals)[:stores]:
        mine = store == code
        values = np.bincount(sales.hour[mine], weights=sales.dollars[mine], minlength=DAYS * 24)
        series.append(_series(str(names[code]), "GROCERY", values[: DAYS * 24], HOUR))
    return series


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
