"""Makes the small files that the tests of reading labels, arrays and images use.

Run it with the Python of the virtual environment: it writes the folders npz, npy and images beside itself. The files
are committed, so that the tests read what NumPy, SciPy and OpenCV really wrote; run it again only to add some.
"""

import struct
import zipfile
import zlib
from pathlib import Path

import cv2
import numpy as np
import scipy.sparse as sp

HERE = Path(__file__).resolve().parent
CLASSES, HEIGHT, WIDTH = 3, 4, 5
NAME_SHAPE = f"({CLASSES}, {HEIGHT}, {WIDTH}, 1)"
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


def label(dtype="uint8"):
    """Plane 0 has pixels (x, y) = (0, 0), (2, 1) and (3, 1), plane 1 none, plane 2 the last pixel (4, 3)."""
    planes = np.zeros((CLASSES, HEIGHT, WIDTH), dtype)
    planes[0, 0, 0] = planes[0, 1, 2] = planes[0, 1, 3] = planes[2, 3, 4] = 1
    return planes.reshape(CLASSES, HEIGHT * WIDTH)


def npz_path(name, shape=NAME_SHAPE):
    return HERE / "npz" / f"{name}.{shape}.npz"


def parts(matrix):
    """The arrays that save_npz would write for a CSR matrix."""
    indices = {"indices": matrix.indices, "indptr": matrix.indptr}
    return {**indices, "format": b"csr", "shape": matrix.shape, "data": matrix.data}


def save_scipy_labels():
    for dtype in ["bool", *INTEGERS, "float32", "float64"]:
        sp.save_npz(npz_path(f"csr_{dtype}"), sp.csr_matrix(label(dtype)))
    for form in ["csr", "csc", "coo"]:
        sp.save_npz(npz_path(f"{form}_stored"), sp.csr_matrix(label()).asformat(form), compressed=False)
        sp.save_npz(npz_path(f"{form}_deflated"), sp.csr_matrix(label()).asformat(form))
        sp.save_npz(npz_path(f"{form}_array"), sp.csr_array(label()).asformat(form))
        wide = sp.csr_matrix(label()).asformat(form)
        if form == "coo":
            wide.coords = tuple(index.astype(np.int64) for index in wide.coords)
        else:
            wide.indices, wide.indptr = wide.indices.astype(np.int64), wide.indptr.astype(np.int64)
        sp.save_npz(npz_path(f"{form}_int64_indices"), wide)
    sp.save_npz(npz_path("csr_three_numbers", f"({CLASSES}, {HEIGHT}, {WIDTH})"), sp.csr_matrix(label()))
    sp.save_npz(npz_path("csr_empty"), sp.csr_matrix(np.zeros_like(label())))

    rows, columns = np.nonzero(label())
    twice = (np.r_[rows, rows, 1, 1], np.r_[columns, columns, 6, 6])  # at row 1 the two values cancel
    values = np.r_[np.ones(2 * len(rows)), 3, -3].astype(np.int32)
    sp.save_npz(npz_path("coo_duplicates"), sp.coo_matrix((values, twice), shape=label().shape))
    zeros = sp.csr_matrix(label("int32") + 1)
    zeros.data -= 1  # every pixel is stored, most of them as 0
    sp.save_npz(npz_path("csr_explicit_zeros"), zeros)

    large = np.zeros((2, 600, 600), np.uint8)
    large[0, 0, 0] = 1  # between the pixels of a model's grid of 256 x 256
    large[1, 100:120, 150:180] = 1
    sp.save_npz(npz_path("one_pixel", "(2, 600, 600, 1)"), sp.csr_matrix(large.reshape(2, -1)))


def save_other_labels():
    """What SciPy reads but no longer writes, or not yet."""
    matrix = sp.csr_matrix(label())
    np.savez(npz_path("csr_format_unicode"), **{**parts(matrix), "format": "csr"})
    np.savez(npz_path("csr_float16"), **{**parts(matrix), "data": matrix.data.astype(np.float16)})
    big_endian = {
        "indices": matrix.indices.astype(">i4"),
        "indptr": matrix.indptr.astype(">i8"),
        "data": matrix.data.astype(">f8"),
    }
    np.savez(npz_path("csr_big_endian"), **{**parts(matrix), **big_endian})
    coo = matrix.tocoo()
    for order in "CF":
        coords = np.array(np.stack([coo.row, coo.col]), order=order)
        np.savez(npz_path(f"coo_coords_{order.lower()}"), coords=coords, format=b"coo", shape=coo.shape, data=coo.data)


def save_bad_labels():
    matrix = sp.csr_matrix(label())
    sp.save_npz(npz_path("bad_bsr"), matrix.tobsr())
    sp.save_npz(npz_path("bad_dia"), matrix.todia())
    sp.save_npz(npz_path("bad_transposed"), sp.csr_matrix(label().T))
    sp.save_npz(npz_path("bad_name", f"({CLASSES}, {HEIGHT}, {WIDTH + 1}, 1)"), matrix)
    changes = {
        "bad_index": {"indices": np.array([0, 7, 20, 19], np.int32)},
        "bad_negative_index": {"indices": np.array([0, -7, 8, 19], np.int32)},
        "bad_indptr": {"indptr": np.array([0, 4, 1, 4], np.int32)},
        "bad_indptr_end": {"indptr": np.array([0, 3, 3, 9], np.int32)},
        "bad_lengths": {"data": np.ones(3)},
        "bad_nan": {"data": np.array([1, np.nan, 1, 1])},
        "bad_complex": {"data": np.ones(4, complex)},
        "bad_float_index": {"indices": np.array([0.0, 7, 8, 19])},
        "bad_bomb": {"data": np.zeros(5_000_000)},
        "bad_shape_3d": {"shape": (CLASSES, HEIGHT, WIDTH)},
    }
    for name, change in changes.items():
        np.savez_compressed(npz_path(name), **{**parts(matrix), **change})
    np.savez(npz_path("bad_no_format"), data=matrix.data)
    with zipfile.ZipFile(npz_path("bad_members"), "w") as archive:
        archive.writestr("format.npy", b"this is no array")


def save_arrays():
    numbers = np.arange(6, dtype=np.int64).reshape(2, 3)
    folder = HERE / "npy"
    for major in (1, 2, 3):
        with open(folder / f"version_{major}.npy", "wb") as file:
            np.lib.format.write_array(file, numbers, version=(major, 0))
    np.save(folder / "fortran.npy", np.asfortranarray(np.arange(24, dtype=np.int16).reshape(2, 3, 4)))
    np.save(folder / "big_endian.npy", numbers.astype(">i4"))
    np.save(folder / "float16.npy", np.array([0, -1.5, 65504, 2.0**-24, np.inf], np.float16))
    np.save(folder / "scalar.npy", np.float32(0.25))
    np.save(folder / "empty.npy", np.zeros((0, 3), np.uint8))
    np.save(folder / "records.npy", np.zeros(2, [("a", "i4"), ("b", "f8")]))
    np.save(folder / "objects.npy", np.array([{}], object), allow_pickle=True)
    np.save(folder / "mask_map.npy", np.array([[[0], [1]], [[2], [-1]]], np.int64))


def png(width, height, bits, colour_type, rows, *extra_chunks):
    """A PNG file from the packed bytes of its rows, for kinds that OpenCV does not write."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    extra = [chunk(*each) for each in extra_chunks]
    chunks = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def with_orientation(jpeg):
    """The JPEG with an EXIF segment that asks for a quarter turn."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def save_images():
    """All are 3 wide and 2 high, except the JPEG files, which are 16 wide and 8 high with a dark left half."""
    grey, rgb = np.arange(6).reshape(2, 3) * 50, np.arange(18).reshape(2, 3, 3) * 14
    palette, index = bytes(range(100, 112)), [[0, 1, 2], [3, 2, 1]]
    deep = (rgb * 256 + 200).astype(np.uint16)
    files = {
        "grey8.png": png(3, 2, 8, 0, grey.tolist()),
        "grey16.png": png(3, 2, 16, 0, (grey * 256 + 200).astype(">u2").view(np.uint8).tolist()),
        "grey1.png": png(3, 2, 1, 0, [[0b01000000], [0b10100000]]),
        "grey_alpha.png": png(3, 2, 8, 4, [[v for g in row for v in (g, 90)] for row in grey.tolist()]),
        "rgb8.png": png(
            3, 2, 8, 2, rgb.reshape(2, 9).tolist(), (b"gAMA", struct.pack(">I", 100000)), (b"iCCP", b"x\0\0bad")
        ),
        "rgb16.png": png(3, 2, 16, 2, deep.reshape(2, 9).astype(">u2").view(np.uint8).tolist()),
        "rgba8.png": png(3, 2, 8, 6, np.insert(rgb, 3, 0, axis=2).reshape(2, 12).tolist()),
        "palette.png": png(3, 2, 8, 3, index, (b"PLTE", palette)),
        "palette_transparent.png": png(3, 2, 8, 3, index, (b"PLTE", palette), (b"tRNS", b"\0\x80\xff\0")),
        "short_pixels.png": png(3, 2, 8, 0, grey[:1].tolist()),
    }
    bgr = rgb[..., ::-1].astype(np.uint8)
    encode = lambda extension, image, *options: cv2.imencode(extension, image, *options)[1].tobytes()
    files["rgb.bmp"] = encode(".bmp", bgr)
    files["rgb.tiff"] = encode(".tiff", bgr)
    files["rgb16.tiff"] = encode(".tiff", deep[..., ::-1])
    files["float.tiff"] = encode(".tiff", grey.astype(np.float32))
    halves = np.zeros((8, 16), np.uint8)
    halves[:, 8:] = 200
    files["grey.jpg"] = encode(".jpg", halves)
    files["colour.jpg"] = encode(".jpg", cv2.merge([halves] * 3))
    files["progressive.jpg"] = encode(".jpg", cv2.merge([halves] * 3), [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])
    files["oriented.jpg"] = with_orientation(files["grey.jpg"])
    for name, content in files.items():
        (HERE / "images" / name).write_bytes(content)


def main():
    for folder in ("npz", "npy", "images"):
        (HERE / folder).mkdir(exist_ok=True)
    save_scipy_labels()
    save_other_labels()
    save_bad_labels()
    save_arrays()
    save_images()


if __name__ == "__main__":
    main()
