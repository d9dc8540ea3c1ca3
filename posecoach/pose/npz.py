"""Arrays out of an .npz file that may be damaged or hostile: no pickle, nothing larger than expected."""

from __future__ import annotations

import math
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.files import open_file
from posecoach.words.phrase import filled

_HEADER_LIMIT: Final = 1000  # bytes; ours are about 100
_MAGIC: Final = b"\x93NUMPY\x01\x00"
# Only what numpy writes for plain arrays in C order; numpy's own reader takes it for Python, which is more than needed.
_HEADER: Final = re.compile(
    rb"\{'descr': '(?P<type>[<|][bBfiuU]\d{1,4})', 'fortran_order': False, "
    rb"'shape': \((?P<shape>[\d, ]{0,60})\), \} *\n"
)
# A small file may not fill the memory: what unpacks to more than this must have some size in the file as well.
_FREE_BYTES: Final = 2**24
_DENSEST: Final = 20  # landmarks of a person are packed 1:1.3; zlib reaches 1:1030 with zeros
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LAST_CODE: Final = 0x10FFFF  # of Unicode; numpy makes texts of larger ones that end the interpreter
_SURROGATES: Final = (0xD800, 0xDFFF)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,  # a zip feature that zipfile does not know
    OverflowError,
    RuntimeError,  # encrypted
    TypeError,  # a type that numpy does not know
    ValueError,
)


class DamagedArray(Exception):
    """An array is missing, damaged or not what it should be; the message says which and how."""


class ArrayFile:
    """The arrays of an .npz file, each read only after its type and shape were found to be as expected."""

    def __init__(self, path: Path) -> None:
        self._file = open_file(path)
        self._size = os.fstat(self._file.fileno()).st_size
        try:
            with _damage("the file"):
                self._zip = zipfile.ZipFile(self._file)
        except DamagedArray:
            self._file.close()
            raise
        self.names = frozenset(name.removesuffix(".npy") for name in self._zip.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def read(self, name: str, dtype: str, shape: tuple[int | None, ...], limit_bytes: int) -> NDArray[Any]:
        """Return an array; None in `shape` stands for any length. Raises DamagedArray."""
        with _damage(name), self._open(name, dtype, shape, limit_bytes) as (file, found):
            size = math.prod(found) * np.dtype(dtype).itemsize
            return np.frombuffer(_exactly(file, size), dtype).reshape(found)

    def check(self, name: str, dtype: str, shape: tuple[int | None, ...], limit_bytes: int) -> None:
        """Raise DamagedArray unless an array may be read; nothing is allocated for it."""
        with _damage(name), self._open(name, dtype, shape, limit_bytes):
            pass

    def rows(self, name: str, dtype: str, shape: tuple[int, ...]) -> Iterator[NDArray[Any]]:
        """Yield an array row by row, so that only one row is in memory. Raises DamagedArray."""
        with _damage(name), self._open(name, dtype, shape) as (file, found):
            size = math.prod(found[1:]) * np.dtype(dtype).itemsize
            for _ in range(found[0]):
                yield np.frombuffer(_exactly(file, size), dtype).reshape(found[1:])

    def text(self, name: str) -> str:
        """Return a text of at most 200 characters. Raises DamagedArray."""
        with _damage(name), self._zip.open(self._entry(name)) as file:
            shape, dtype = _header(file)
            if shape != () or dtype.kind != "U" or dtype.itemsize > 4 * 200:
                raise DamagedArray(filled("{name} is no text", name=name))
            content = _exactly(file, dtype.itemsize)
            codes = np.frombuffer(content, np.dtype("u4").newbyteorder(dtype.byteorder))
            if np.any((codes > _LAST_CODE) | ((codes >= _SURROGATES[0]) & (codes <= _SURROGATES[1]))):
                raise DamagedArray(filled("{name} is no text", name=name))
            return str(np.frombuffer(content, dtype)[0]) if content else ""

    @contextmanager
    def _open(
        self, name: str, dtype: str, shape: tuple[int | None, ...], limit_bytes: int | None = None
    ) -> Iterator[tuple[IO[bytes], tuple[int, ...]]]:
        entry = self._entry(name)
        if limit_bytes is not None and entry.file_size > limit_bytes:
            raise DamagedArray(
                filled("{name} is larger than {limit_bytes} bytes", name=name, limit_bytes=limit_bytes)
            )
        packed = min(entry.compress_size, self._size)  # the list of contents may say what it likes
        if limit_bytes is not None and entry.file_size > max(_FREE_BYTES, _DENSEST * packed):
            raise DamagedArray(
                filled(
                    "{name} unpacks to {file_size} bytes from {packed}",
                    name=name,
                    file_size=entry.file_size,
                    packed=packed,
                )
            )
        with self._zip.open(entry) as file:
            found, found_dtype = _header(file)
            fits = len(found) == len(shape) and all(w in (None, f) for w, f in zip(shape, found, strict=True))
            if not fits or found_dtype != np.dtype(dtype):
                raise DamagedArray(
                    filled(
                        "{name} is {found_dtype} {found}, expected {dtype} {shape}",
                        name=name,
                        found_dtype=str(found_dtype),
                        found=str(found),
                        dtype=str(np.dtype(dtype)),
                        shape=str(shape),
                    )
                )
            if math.prod(found) * found_dtype.itemsize > entry.file_size:
                raise DamagedArray(filled("{name} is cut off", name=name))
            yield file, found

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if name not in self.names:
            raise DamagedArray(filled("{name} is missing", name=name))
        entry = self._zip.getinfo(f"{name}.npy")
        if entry.compress_type not in _METHODS:
            raise DamagedArray(filled("{name} is packed in an unknown way", name=name))
        return entry


def _header(file: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Return shape and type of an array, and leave the file where its values start."""
    start = _exactly(file, 10)
    if start[:8] != _MAGIC:
        raise DamagedArray(filled("this is no numpy array of format 1.0"))
    size = int.from_bytes(start[8:], "little")
    found = _HEADER.fullmatch(_exactly(file, size)) if size <= _HEADER_LIMIT else None
    if found is None:
        raise DamagedArray(filled("its header is not one that numpy writes"))
    shape = tuple(int(length) for length in found["shape"].replace(b" ", b"").split(b",") if length)
    return shape, np.dtype(found["type"].decode())


def _exactly(file: IO[bytes], size: int) -> bytes:
    content = file.read(size)
    if len(content) != size:
        raise DamagedArray(filled("it is cut off"))
    return content


@contextmanager
def _damage(name: str) -> Iterator[None]:
    try:
        yield
    except DamagedArray:
        raise
    except _BROKEN as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DamagedArray(filled("{name} cannot be read ({reason})", name=name, reason=reason)) from error
