"""A Dask cluster that speaks TLS: who has a certificate of its authority gets results, everybody else one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from posecoach.review.many import DONE
from tests.reliability.feeding import ROOT
from tests.review.dask_cluster import ENDLESS_S, cluster

pytest.importorskip("distributed")
trustme = pytest.importorskip("trustme", reason="trustme, which makes certificates, is not installed")
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Certificates:
    """What an authority gives to each side: files in PEM form."""

    ca: Path
    cert: Path
    key: Path

    @classmethod
    def new(cls, folder: Path) -> Certificates:
        """Make an authority and a certificate that it signs."""
        folder.mkdir()
        authority = trustme.CA()
        made = cls(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
        authority.cert_pem.write_to_path(made.ca)
        issued = authority.issue_cert("127.0.0.1")
        issued.cert_chain_pems[0].write_to_path(made.cert)
        issued.private_key_pem.write_to_path(made.key)
        return made

    @property
    def of_review(self) -> list[str]:
        """The options of posecoach."""
        return ["--tls-ca", str(self.ca), "--tls-cert", str(self.cert), "--tls-key", str(self.key)]

    @property
    def of_dask(self) -> list[str]:
        """The options of Dask's own programs."""
        return ["--tls-ca-file", str(self.ca), *self.of_review[2:], "--protocol", "tls"]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates.new(tmp_path_factory.mktemp("authority") / "ours")


@pytest.fixture(scope="module")
def address(ours: Certificates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("cluster"), ours.of_dask) as found:
        yield found


def review(recording: Path, out: Path, address: str, options: list[str]) -> tuple[int, str]:
    """Review a recording in a process of its own; return the exit status and what is told on standard error."""
    words = ["review", str(recording), "--out", str(out), "--no-video", "--scheduler", address, *options]
    done = subprocess.run(
        [sys.executable, "-m", "posecoach", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=ENDLESS_S,
        check=False,
    )
    return done.returncode, done.stderr


def test_with_certificates_of_its_authority_results_come_back(
    address: str, ours: Certificates, recorded: Path, tmp_path: Path
) -> None:
    assert address.startswith("tls://")
    status, error = review(recorded, tmp_path / "out", address, ours.of_review)
    assert status == 0, error
    assert len(list((tmp_path / "out").rglob("review.json"))) == 1


def test_without_certificates_it_is_told_what_to_add(address: str, recorded: Path, tmp_path: Path) -> None:
    status, error = review(recorded, tmp_path / "out", address, [])
    assert (status, error) == (
        3,
        f"posecoach: {address} wants certificates: add --tls-ca, --tls-cert and --tls-key\n",
    )
    assert not list(tmp_path.rglob(DONE))


def test_certificates_of_another_authority_are_refused_in_one_line(
    address: str, recorded: Path, tmp_path: Path
) -> None:
    others = Certificates.new(tmp_path / "others")
    status, error = review(recorded, tmp_path / "out", address, others.of_review)
    assert (status, error.count("\n")) == (3, 1), error
    assert error.startswith(f"posecoach: no Dask scheduler answers at {address}")
    assert not list(tmp_path.rglob(DONE))


def test_with_certificates_nothing_is_sent_unencrypted(
    address: str, ours: Certificates, recorded: Path, tmp_path: Path
) -> None:
    plain = address.replace("tls://", "tcp://")
    status, error = review(recorded, tmp_path / "out", plain, ours.of_review)
    assert (status, error.count("\n")) == (3, 1), error
    assert error.startswith(f"posecoach: no Dask scheduler answers at {plain}")
