"""`python -m tests.ml_serving.http.toy_server serve …`: the real server, knowing the toy, too."""

from ml_serving.__main__ import main
from ml_serving.host import HostSettings
from ml_serving.models.catalogue import ARCHITECTURES as OURS
from tests.ml_serving.http.toy import ARCHITECTURES

if __name__ == "__main__":
    raise SystemExit(main(host=HostSettings(architectures={**OURS, **ARCHITECTURES}, preload=())))
