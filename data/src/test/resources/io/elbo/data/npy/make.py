"""Makes the .npy files of this folder, which NpyTest reads: python make.py (NumPy 2)."""

import numpy as np

SMALL = [[0, 1, 2], [3, 100, 127]]
for kind in ["<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8",
             "|u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8"]:
    name = {"<": "le-", ">": "be-", "|": ""}[kind[0]] + kind[1:]
    np.save(name + ".npy", np.array(SMALL, dtype=kind))
np.save("fortran.npy", np.asfortranarray(np.array(SMALL, dtype="<f4")))
np.save("one-dimension.npy", np.array([0.5, -1.5, 3e38], dtype="<f4"))
for version in [(2, 0), (3, 0)]:
    with open(f"version-{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, np.array(SMALL, dtype="<f4"), version)
np.save("image.npy", np.arange(2 * 2 * 3 * 1, dtype="<f4").reshape(2, 2, 3, 1) / 8)
# Each beside what NumPy makes of it as float32: rounding, signs, the ends of the ranges.
np.save("rounded-f8.npy", np.array([0.1, 1 / 3, -1e-40, 16777217.0, 16777219.0, -0.0], dtype="<f8"))
np.save("rounded-i8.npy", np.array([2**63 - 1, -2**63, 2**53 + 1, 9007199791611905, 16777217], dtype="<i8"))
np.save("rounded-u8.npy", np.array([2**64 - 1, 2**63, 2**63 + 2**39, 2**63 + 2**39 + 1, 16777219], dtype="<u8"))
np.save("rounded-u4.npy", np.array([2**32 - 1, 2**31, 16777217], dtype="<u4"))
np.save("ends-i1.npy", np.array([-128, 127], dtype="|i1"))
np.save("ends-u2.npy", np.array([0, 65535], dtype=">u2"))
for name in ["rounded-f8", "rounded-i8", "rounded-u8", "rounded-u4", "ends-i1", "ends-u2"]:
    np.save(name + "-as-f4.npy", np.load(name + ".npy").astype("<f4"))
# What is refused.
np.save("object.npy", np.array([[1, "x"]], dtype=object), allow_pickle=True)
np.save("half.npy", np.zeros((2, 2), dtype="<f2"))
np.save("complex.npy", np.zeros((2, 2), dtype="<c8"))
np.save("bool.npy", np.zeros((2, 2), dtype=bool))
np.save("text.npy", np.array(["a", "b"]))
np.save("fields.npy", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
np.save("scalar.npy", np.float32(1))
np.save("no-rows.npy", np.zeros((0, 3), dtype="<f4"))
np.save("nan.npy", np.array([[0, 1], [2, np.nan]], dtype="<f4"))
np.save("infinity.npy", np.array([[0, 1], [-np.inf, 1]], dtype=">f8"))
np.save("too-large.npy", np.array([[0, 1], [2, 1e300]], dtype="<f8"))
