"""PyTorch is a gigabyte: only what computes imports it, and nothing that merely serves."""

import grimp
import pytest

COMPUTES = {"torch", "torchvision"}

MAY_COMPUTE = ("ml_serving.models.", "ml_serving.torch_ready")
"""Whatever a worker's child loads by a model's name, and those that train and evaluate it."""

CHILD = ("ml_serving.workers.child", "ml_serving.workers.load", "ml_serving.workers.compute")
"""The process that computes may set torch's threads; it is a program of its own."""

PACKAGES = ("school_zone_vision", "demand_forecast", "knowledge_tracing", "activity_anomaly")

SERVERS = ("batching", "cli", "commands", "host", "http", "metrics", "registry", "stores")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("ml_serving", include_external_packages=True, cache_dir=None)


def test_only_models_and_the_child_that_runs_them_import_torch(graph):
    importers = {
        importer
        for package in COMPUTES & graph.modules
        for importer in graph.find_modules_that_directly_import(package)
    }
    assert [each for each in sorted(importers) if not each.startswith((*MAY_COMPUTE, *CHILD))] == []


def test_nothing_that_serves_imports_a_model(graph):
    """Architectures are imported by name, in the child, when an archive asks for one."""
    trespasses = {
        (importer, imported)
        for importer in graph.modules
        if importer.startswith("ml_serving.") and not importer.startswith("ml_serving.models")
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.startswith("ml_serving.models.") and imported != "ml_serving.models.catalogue"
    }
    assert trespasses == set()


def test_a_model_is_read_without_its_server(graph):
    """Only what trains packs an archive; what predicts knows the contract and itself."""
    for package in (
        "school_zone_vision",
        "demand_forecast",
        "knowledge_tracing",
        "activity_anomaly",
    ):
        predict = f"ml_serving.models.{package}.predict"
        if predict not in graph.modules:
            continue
        upstream = graph.find_upstream_modules(predict)
        others = {
            module
            for module in upstream
            if module.startswith("ml_serving.")
            and not module.startswith(("ml_serving.models", "ml_serving.contract"))
            and module != "ml_serving.torch_ready"
        }
        assert others == set(), predict


def test_front_and_tools_reach_no_torch_however_far(graph):
    reached = {
        module
        for part in SERVERS
        for module in graph.modules
        if module == f"ml_serving.{part}" or module.startswith(f"ml_serving.{part}.")
        if COMPUTES & set(graph.find_upstream_modules(module))
    }
    assert reached == set()
